"""The file of identity providers: read whole, or refused with the reason."""

import pytest

from catenary.app.identity_providers import ProviderFileError, read_providers

WHOLE = """
[[provider]]
id = "ministry"
name = "Ministry"
server = "https://id.ministry.example/realm"
client_id = "catenary"
client_secret_file = "secret"
second_factor_acr = ["https://refeds.org/profile/mfa"]
second_factor_amr = ["mfa"]
"""


@pytest.fixture
def file(tmp_path):
    (tmp_path / "secret").write_text("only for the test\n")

    def write(text):
        path = tmp_path / "oidc.toml"
        path.write_text(text)
        return path

    return write


def test_a_provider_is_read_with_its_secret_from_a_file_of_its_own(file):
    (provider,) = read_providers(file(WHOLE))
    assert provider.client_secret == "only for the test"
    assert provider.authorises_at == "https://id.ministry.example"
    assert provider.as_app()["settings"]["second_factor_amr"] == ["mfa"]
    assert "only for the test" not in repr(provider)


def test_a_file_without_providers_has_none(file):
    assert read_providers(file("")) == ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (WHOLE.replace('client_id = "catenary"', ""), "needs client_id"),
        (WHOLE.replace("https://id", "http://id"), "must begin with https"),
        (WHOLE.replace("second_factor_amr", "second_factor_arm"), "no setting of a provider"),
        (WHOLE + WHOLE, "the same id"),
        (WHOLE.replace('"secret"', '"absent"'), "absent"),
        ("[[provider", "oidc.toml"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(file, text, says):
    with pytest.raises(ProviderFileError, match=says):
        read_providers(file(text))


def test_a_file_that_is_absent_is_named(tmp_path):
    with pytest.raises(ProviderFileError, match=r"absent\.toml"):
        read_providers(tmp_path / "absent.toml")
