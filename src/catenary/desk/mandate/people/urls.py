from django.urls import path

from catenary.desk.mandate.people.pages import machines, matters, people

urlpatterns = [
    path("people", people.people, name="people"),
    path("people/invite", people.invite, name="invite"),
    path("people/<uuid:public_id>", people.person, name="person"),
    path("people/<uuid:public_id>/link", people.invite_again, name="invite_again"),
    path("people/<uuid:public_id>/role", people.grant, name="grant_role"),
    path("people/<uuid:public_id>/second-factor", people.reset_factors, name="reset_factors"),
    path("people/<uuid:public_id>/suspend", people.suspend, name="suspend"),
    path("people/<uuid:public_id>/return", people.reinstate, name="reinstate"),
    path("roles/<uuid:public_id>/end", people.end_role, name="end_role"),
    path("invitations/<uuid:public_id>/withdraw", people.withdraw_invitation, name="withdraw_invitation"),
    path("invitations/<uuid:public_id>/code", people.invitation_code, name="invitation_code"),
    path("attempts", people.failed_attempts, name="failed_attempts"),
    path("matters", matters.matters, name="matters"),
    path("matters/<uuid:public_id>", matters.matter, name="matter"),
    path("matters/<uuid:public_id>/decide", matters.decide, name="decide_matter"),
    path("emergency", matters.ask_emergency, name="ask_emergency"),
    path("kept-work/<uuid:public_id>", matters.kept, name="kept_work"),
    path("kept-work/<uuid:public_id>/throw-away", matters.throw_away, name="throw_away"),
    path("programs", machines.machines, name="machines"),
    path("programs/new", machines.make_machine, name="make_machine"),
    path("programs/<uuid:public_id>", machines.machine, name="machine"),
    path("programs/<uuid:public_id>/token", machines.rotate_machine, name="rotate_machine"),
    path("programs/<uuid:public_id>/end", machines.end_machine, name="end_machine"),
]
