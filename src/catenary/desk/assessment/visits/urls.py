from django.urls import path

from catenary.desk.assessment.visits import pages, paper_pages, pause_pages, people_pages, programme_pages

_VISIT = "visits/<uuid:public_id>"
_MEMBER = "members/<uuid:public_id>"

urlpatterns = [
    path("visits", pages.visits, name="visits"),
    path("visits/new", pages.plan, name="plan_visit"),
    path("plan", pages.year, name="visits_year"),
    path("candidates", pages.candidates, name="visit_candidates"),
    path("register", pages.register, name="load_visits_register"),
    path("lengths", pages.terms, name="visit_terms"),
    path(_VISIT, pages.visit, name="visit"),
    path(f"{_VISIT}/steps/<slug:act>", pages.step, name="visit_step"),
    path(f"{_VISIT}/clocks/<slug:clock>/pause", pages.pause, name="pause_visit_clock"),
    path(f"{_VISIT}/clocks/<slug:clock>/resume", pages.resume, name="resume_visit_clock"),
    path(f"{_VISIT}/clocks/<slug:clock>/ask", pause_pages.ask, name="ask_visit_pause"),
    path("pauses/<uuid:public_id>", pause_pages.answer, name="answer_visit_pause"),
    path(f"{_VISIT}/days", pages.dates, name="change_visit_dates"),
    path(f"{_VISIT}/questions", pages.questions, name="choose_visit_questions"),
    path(f"{_VISIT}/team", people_pages.members, name="visit_team"),
    path(f"{_VISIT}/team/new", people_pages.propose, name="propose_member"),
    path(_MEMBER, people_pages.member, name="visit_member"),
    path(f"{_MEMBER}/invite", people_pages.invite, name="invite_member"),
    path(f"{_MEMBER}/accept", people_pages.accept, name="accept_invitation_to_team"),
    path(f"{_MEMBER}/decline", people_pages.decline, name="decline_invitation_to_team"),
    path(f"{_MEMBER}/recuse", people_pages.recuse, name="recuse_member"),
    path(f"{_MEMBER}/remove", people_pages.remove, name="remove_member"),
    path(f"{_MEMBER}/object", people_pages.object_to, name="object_to_member"),
    path("conflicts/<uuid:public_id>", people_pages.conflict, name="decide_conflict"),
    path(f"{_VISIT}/programme", programme_pages.meetings, name="visit_programme"),
    path(f"{_VISIT}/programme/new", programme_pages.add, name="add_meeting"),
    path("meetings/<uuid:public_id>", programme_pages.meeting, name="visit_meeting"),
    path("meetings/<uuid:public_id>/drop", programme_pages.drop, name="drop_meeting"),
    path("meetings/<uuid:public_id>/notes/new", programme_pages.note, name="write_meeting_note"),
    path("notes/<uuid:public_id>/interviewees/new", programme_pages.protect, name="protect_interviewee"),
    path("interviewees/<uuid:public_id>/identity", programme_pages.ask, name="ask_identity"),
    path("identities/<uuid:public_id>", programme_pages.identity, name="identity"),
    path(f"{_VISIT}/documents", paper_pages.documents, name="visit_documents"),
    path(f"{_VISIT}/documents/new", paper_pages.add_document, name="add_visit_document"),
    path("documents/<uuid:public_id>", paper_pages.document, name="visit_document"),
    path("documents/<uuid:public_id>/share", paper_pages.share, name="share_visit_document"),
    path(f"{_VISIT}/comments", paper_pages.comments, name="visit_comments"),
    path(f"{_VISIT}/comments/new", paper_pages.add_comment, name="add_factual_comment"),
    path("comments/<uuid:public_id>/drop", paper_pages.drop_comment, name="drop_factual_comment"),
    path("comments/<uuid:public_id>/answer", paper_pages.answer_comment, name="answer_factual_comment"),
]
