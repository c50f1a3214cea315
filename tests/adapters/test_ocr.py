"""Text recognition: order of lines, turned pages, pictures without text."""

import pytest

from assistant.adapters.ocr import Ocr, Piece, into_lines, is_upright


class Turned(Ocr):
    """Reads well only after the picture was turned by ``right`` degrees; lines of a page on its side stand tall."""

    def __init__(self, right):
        super().__init__()
        self.right = right

    def _recognise(self, image, turn_lines=False):
        score = 0.99 if image.turned == self.right or turn_lines else 0.6
        if (image.turned - self.right) % 180 == 0:
            return [piece(f"第{n}行文字", 10, 30 * n, 200, 20, score) for n in range(3)]
        return [piece(f"第{n}行文字", 30 * n, 10, 20, 200, score) for n in range(3)]


class Picture:
    """Stands for a picture and remembers how it was turned."""

    def __init__(self, turned=0):
        self.turned, self.width, self.height = turned, 800, 1000

    def rotate(self, degrees, expand):
        return Picture((self.turned + degrees) % 360)


def piece(text, left, top, width=100, height=20, score=1.0):
    return Piece(text, left, top, left + width, top + height, score)


def test_pieces_of_one_line_are_read_from_left_to_right():
    pieces = [
        piece("姓名", 10, 52),
        piece("签到表", 100, 10),
        piece("部门", 200, 50),
        piece("张三", 10, 90),
        piece("企管部", 200, 93),
    ]
    assert [[item.text for item in line] for line in into_lines(pieces)] == [
        ["签到表"],
        ["姓名", "部门"],
        ["张三", "企管部"],
    ]


def test_tall_pieces_are_a_page_on_its_side():
    assert is_upright([piece("内部审核", 0, 0), piece("年度计划", 0, 30)])
    assert not is_upright([piece("内部审核", 0, 0, 20, 100), piece("年度计划", 30, 0, 20, 100)])


@pytest.mark.parametrize("right", [0, 90, 180, 270])
def test_a_turned_page_is_read_the_right_way_up(right):
    assert Turned(right).lines(Picture()) == ["第0行文字", "第1行文字", "第2行文字"]


@pytest.mark.slow
@pytest.mark.parametrize("degrees", [90, 180])
def test_the_shipped_models_read_a_turned_scan(degrees):
    import pypdfium2

    from tests.adapters.pdf_files import pdf_bytes

    text = "INTERNAL AUDIT REPORT\nApproved by the manager\nPlan of corrective actions"
    image = pypdfium2.PdfDocument(pdf_bytes([text], size=24))[0].render(scale=1.5).to_pil().rotate(degrees, expand=True)
    found = Ocr().lines(image)
    assert [line.replace(" ", "").lower() for line in found] == [
        "internalauditreport",
        "approvedbythemanager",
        "planofcorrectiveactions",
    ]


@pytest.mark.slow
def test_an_empty_picture_gives_no_lines():
    from PIL import Image

    assert Ocr().lines(Image.new("RGB", (300, 200), "white")) == []
