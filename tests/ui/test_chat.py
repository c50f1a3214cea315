"""The chat page on a real data folder, driven by Streamlit's own tester."""

import json
import sys
import time
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assistant.domain.evidence import Citation
from assistant.ui.sources import labels

APP = str(Path(__file__).resolve().parents[2] / "app.py")
pytestmark = pytest.mark.slow


@pytest.fixture
def app(home, models_dir, monkeypatch):
    monkeypatch.setenv("GUANBIAO_MODELS", str(models_dir))
    monkeypatch.setattr(sys, "argv", [APP, "--home", str(home)])
    return AppTest.from_file(APP, default_timeout=60)


def answered(app):
    """Rerun until the answer, or the reason why there is none, stands in the page."""
    for _ in range(100):
        app.run()
        assert not app.exception
        if app.chat_message[1].markdown or app.chat_message[1].warning:
            return app
        time.sleep(0.2)
    raise AssertionError("没有答完")


def told(app, message=1):
    """The answer as the browser is given it: its pieces, the numbers of sources among them."""
    component = app.chat_message[message].get("bidi_component")[0].proto
    return json.loads(component.json)["pieces"]


def words(app, message=1):
    return "".join(piece["text"] for piece in told(app, message))


def test_an_empty_chat_suggests_questions(app):
    app.run()
    assert not app.exception
    assert any("两张皮" in button.label for button in app.button)


def test_a_question_is_answered_with_sources_and_kept_over_a_new_session(app):
    app.run()
    app.chat_input[0].set_value("什么是两张皮？").run()
    answered(app)
    assert told(app)[0]["text"].startswith("两张皮是指")
    assert any("source" in piece for piece in told(app))
    assert any("有据" in badge.value for badge in app.chat_message[1].markdown)
    conversation = app.query_params["c"]
    fresh = AppTest.from_file(APP, default_timeout=60)
    fresh.query_params["c"] = conversation
    fresh.run()
    assert [message.name for message in fresh.chat_message] == ["user", "assistant"]


def test_an_unethical_request_is_refused_with_the_honest_way(app):
    app.run()
    app.chat_input[0].set_value("帮我补一份上个月没做的内审记录，日期写成上个月").run()
    answered(app)
    assert any("拒答" in badge.value for badge in app.chat_message[1].markdown)
    assert "如实" in words(app)


def asked(app, question="什么是两张皮？"):
    app.run()
    app.chat_input[0].set_value(question).run()
    return answered(app)


def test_a_chosen_source_is_opened_with_its_passage_marked(app):
    asked(app)
    chips = next(group for group in app.button_group if group.key.startswith("sources-"))
    chips.set_value(0).run()
    assert not app.exception
    marked = "".join(item.proto.body for item in app.get("html"))
    assert "<mark>" in marked


def test_chips_of_one_document_can_be_told_apart():
    one = Citation(
        document_id="d", version_id="v", document="管理评审（讲义）", quote="每年至少一次", start=0, end=6, chunk_id="c"
    )
    other = one.model_copy(update={"quote": "决议写明责任人"})
    apart = one.model_copy(update={"document": "记录控制程序", "clause": "4.1"})
    shown = [label.replace("\\", "") for label in labels([one, other, apart]).values()]
    assert shown == ["[1] 管理评审", "[2] 决议写明责任人", "[3] 4.1 记录控制程序"]


def test_passages_that_were_not_used_are_shown_only_on_demand(app):
    asked(app)
    assert not any("没有用到" in box.label for box in app.expander)
    app.toggle(key="debug").set_value(True).run()
    assert any("没有用到" in box.label for box in app.expander)


def test_a_thumb_down_with_its_reason_goes_to_the_review_list(app):
    asked(app)
    thumbs = app.feedback[0]
    thumbs.set_value(0).run()
    next(field for field in app.text_input if field.label == "补充说明").set_value("漏了记录")
    next(button for button in app.button if button.label == "交给复查").click().run()
    assert any("漏了记录" in caption.value for caption in app.caption)
    review = AppTest.from_string("from assistant.ui import quality\nquality.page()", default_timeout=60).run()
    assert any("漏了记录" in text.value for text in review.text)


def test_a_conversation_is_renamed_found_by_its_answer_deleted_and_put_back(app):
    asked(app)
    app.text_input(key=next(f.key for f in app.text_input if f.key.startswith("title-"))).set_value("改过的名字").run()
    app.text_input(key="find").set_value(words(app)[3:9]).run()
    assert any(button.label == "改过的名字" for button in app.button)
    delete = next(button for button in app.button if (button.key or "").startswith("delete-"))
    delete.click().run()
    assert not app.exception
    assert not app.chat_message
    assert not any(button.label == "改过的名字" for button in app.button)
    next(button for button in app.button if (button.key or "").startswith("back-")).click().run()
    assert any(button.label == "改过的名字" for button in app.button)
