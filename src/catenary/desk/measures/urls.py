from django.urls import path

from catenary.desk.measures import pages, talking_pages, writing_pages

urlpatterns = [
    path("editions", pages.methods, name="methods"),
    path("editions/new", writing_pages.make, name="make_method"),
    path("editions/first", writing_pages.load_first, name="load_first_method"),
    path("editions/<uuid:public_id>", pages.method, name="method"),
    path("editions/<uuid:public_id>/areas/<slug:code>", pages.area, name="method_area"),
    path("editions/<uuid:public_id>/requirements/<slug:code>", pages.requirement, name="method_requirement"),
    path("editions/<uuid:public_id>/questions", pages.search, name="method_search"),
    path("editions/<uuid:public_id>/questions/<slug:code>", writing_pages.question, name="write_question"),
    path("editions/<uuid:public_id>/differences", pages.differ, name="method_differences"),
    path("editions/<uuid:public_id>/files/<slug:kind>", pages.file, name="method_file"),
    path("editions/<uuid:public_id>/upload", writing_pages.upload, name="upload_method"),
    path("editions/<uuid:public_id>/step", writing_pages.take_step, name="method_step"),
    path("editions/<uuid:public_id>/carry-over", writing_pages.carry_over, name="method_carry_over"),
    path("editions/<uuid:public_id>/carry-over/decide", writing_pages.pair, name="decide_pairing"),
    path("editions/<uuid:public_id>/comments", talking_pages.consultation, name="method_consultation"),
    path(
        "editions/<uuid:public_id>/comments/on/<slug:code>",
        talking_pages.comment_on,
        name="comment_on_method",
    ),
    path(
        "editions/<uuid:public_id>/comments/<uuid:comment_id>",
        talking_pages.answer_to,
        name="answer_method_comment",
    ),
    path("editions/<uuid:public_id>/translations", talking_pages.translations, name="method_translations"),
    path(
        "editions/<uuid:public_id>/translations/upload",
        talking_pages.upload_translations,
        name="upload_translations",
    ),
    path(
        "editions/<uuid:public_id>/translations/<slug:language>/file",
        talking_pages.translations_file,
        name="translations_file",
    ),
    path(
        "editions/<uuid:public_id>/translations/<slug:language>/<slug:code>",
        talking_pages.review,
        name="review_translation",
    ),
]
