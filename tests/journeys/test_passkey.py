"""A passkey, from adding it to signing in with nothing else; the browser holds a virtual authenticator."""

LIAISON = "yusra.beltane@piu.utopia.example"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_a_passkey_signs_in_alone_and_counts_as_two_factors(desk, window):
    page = window()
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    desk.sign_in(page, LIAISON)
    page.goto(f"{desk.address}/account/2fa/webauthn/add/")
    page.locator("input[name=password]").fill(desk.password)
    page.locator("form:has(input[name=password]) button[type=submit]").first.click()
    page.locator("input[name=passwordless]").check(force=True)
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url("**/account/2fa/recovery-codes/")
    page.locator(".frame-account button[type=submit]").click()
    page.goto(f"{desk.address}/account/login/")
    page.locator("#passkey_login").click()
    page.wait_for_url(lambda url: "/account/" not in url)
    page.goto(f"{desk.address}/mandate/matters")
    assert page.get_by_role("heading", level=1).inner_text() == "Matters of two persons"
