"""A notebook becomes a page and a PDF: clean, inert, accessible, the same bytes in every folder."""

from __future__ import annotations

import pickle
import re
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from gender_indicators.base.errors import NotebookFailed, UserError
from gender_indicators.report.making import frame, html, pdf
from gender_indicators.report.making.about import About
from gender_indicators.report.making.document import describe
from gender_indicators.report.making.notebooks import check_parameters, clean, execute

HOSTILE = '#eval("1") <script>alert(1)</script> $x$ *đậm* _nghiêng_ @nhãn \\ `mã` = - + / ~ -- ... <lbl> [x](y) "q"'
ABOUT = About(
    title="Báo cáo <b>bình đẳng giới</b> năm 2024",
    subtitle="Ước thực hiện đến tháng 11",
    banner="SỐ LIỆU MINH HOẠ",
    footer="Sở Nội vụ",
    contents=True,
)
PARAMETERS = new_code_cell('year: int = 2021\narea = "tinh"', metadata={"tags": ["parameters"]})
SHOW = """
from gender_indicators.report.document.typst_markup import typst_string, typst_svg, typst_text
from html import escape

class Table:
    def _repr_mimebundle_(self, include=None, exclude=None):
        row = f'<tr><th scope="col">{escape(HOSTILE)}</th></tr>'
        cells = f"table.header[{typst_text(HOSTILE)}.len()], {typst_string(HOSTILE)}"
        return {
            "text/plain": "bảng",
            "text/html": f'<table class="figures"><caption>Bảng 1</caption>{row}</table>',
            "text/vnd.typst": f"#figure(table({cells}), caption: [Bảng 1])",
        }

class Chart:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><rect width="9" height="9"/></svg>'
    def _repr_mimebundle_(self, include=None, exclude=None):
        alt = f"Hai cột, năm {year}"
        data = {"image/svg+xml": self.svg, "text/vnd.typst": "#" + typst_svg(self.svg, alt)}
        return data, {"image/svg+xml": {"alt": alt}}
"""


def notebook(*cells: NotebookNode) -> NotebookNode:
    return new_notebook(cells=[new_markdown_cell("# Sổ tay"), PARAMETERS, *cells])


@pytest.fixture
def saved(tmp_path: Path) -> Callable[[NotebookNode], Path]:
    def save(node: NotebookNode) -> Path:
        path = tmp_path / "mau.ipynb"
        nbformat.write(node, path)
        return path

    return save


FULL = notebook(
    new_markdown_cell(f"## Mục tiêu 1: Kinh tế, lao động\n\nNghị quyết số 28. {HOSTILE}\n\n- một\n- hai"),
    new_code_cell(f"HOSTILE = {HOSTILE!r}\n{SHOW}"),
    new_code_cell("Table()"),
    new_code_cell("Chart()"),
    new_markdown_cell("## Mục tiêu 2\n\n### Chi tiết\n\n[về mục tiêu 1](#mục-tiêu-1-kinh-tế-lao-động)"),
    new_code_cell("import warnings, os\nprint('năm', year, os.getcwd(), object())\nwarnings.warn('cần xem lại')"),
)


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The same notebook, run at the same time in two folders whose names would trip a format string."""
    folders = [tmp_path_factory.mktemp(name) for name in ("một {year}", "hai")]
    template = folders[0] / "mau.ipynb"
    nbformat.write(FULL, template)

    def run(folder: Path) -> Path:
        data = {"year": 2024, "area": str(folder / "data")}
        return execute(template, folder / "out" / "bao-cao.ipynb", data, folder=folder, about=ABOUT)

    stranger = folders[0] / "kernels" / "python3"  # another interpreter's kernel of the same name
    stranger.mkdir(parents=True)
    (stranger / "kernel.json").write_text('{"argv": ["false"], "display_name": "x", "language": "python"}')
    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(2) as executor:
        patch.setenv("JUPYTER_PATH", str(folders[0]))
        return list(executor.map(run, folders))


def test_two_folders_give_the_same_bytes(executed: list[Path]) -> None:
    first, second = executed
    assert first.read_bytes() == second.read_bytes()
    assert html.report(first) == html.report(second)
    assert pdf.report(first) == pdf.report(second)


def test_parameters_reach_the_cells_and_nothing_of_the_machine_is_kept(executed: list[Path]) -> None:
    text = executed[0].read_text("utf-8")
    assert "năm 2024" in text
    assert "./data" in text
    assert str(executed[0].parent.parent) not in text
    for varying in ("papermill", "ipykernel_", "execution", "iopub", "/tmp/"):
        assert varying not in text.replace('"execution_count"', "").replace("lib/", "")


def test_stderr_stays_visible(executed: list[Path]) -> None:
    assert '<aside class="stderr"' in html.report(executed[0])
    assert "cần xem lại" in html.report(executed[0])
    assert "cần xem lại" in pdf.markup(nbformat.read(executed[0], as_version=4))


class Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def test_the_page_is_inert_and_structured(executed: list[Path]) -> None:
    text = html.report(executed[0])
    page = Page(text)
    assert page.all("html") == [{"lang": "vi"}]
    assert not page.all("script") and not page.all("link") and not page.all("iframe")
    assert all((image["src"] or "").startswith("data:") for image in page.all("img"))
    assert not re.search(r"https?://", text.replace("http://www.w3.org/2000/svg", ""))
    assert "default-src 'none'" in text
    assert [len(page.all(tag)) for tag in ("h1", "main", "header", "footer")] == [1, 1, 1, 1]
    assert "<h1>Báo cáo &lt;b&gt;bình đẳng giới&lt;/b&gt; năm 2024</h1>" in text
    assert page.all("img")[0]["alt"] == "Hai cột, năm 2024"
    assert '<div class="illustrative" role="note">SỐ LIỆU MINH HOẠ</div>' in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "import warnings" not in text


def test_links_between_sections_lead_somewhere(executed: list[Path]) -> None:
    text = html.report(executed[0])
    page = Page(text)
    assert [heading["id"] for heading in page.all("h2")] == ["mục-tiêu-1-kinh-tế-lao-động", "mục-tiêu-2"]
    addresses = [link["href"] or "" for link in page.all("a")]
    assert "#mục-tiêu-1-kinh-tế-lao-động" in addresses  # the table of contents
    assert any(address.startswith("#m%E1%BB%A5c-ti") for address in addresses)  # the link in the text


def test_the_pdf_is_accessible_and_undated(executed: list[Path]) -> None:
    content = pdf.report(executed[0])
    assert content.startswith(b"%PDF-")
    assert b"pdfuaid:part" in content
    assert b"/StructTreeRoot" in content and b"/Lang(vi" in content.replace(b" ", b"")
    assert b"CreationDate" not in content and b"/JavaScript" not in content


@pytest.mark.parametrize("text", [HOSTILE, "= Tiêu đề", "1. một", "\\", '"', "\n\n", "/* x */ // y", "#{panic()}"])
def test_hostile_text_is_inert_in_typst(text: str) -> None:
    from gender_indicators.report.document.typst_markup import typst_string, typst_text

    source = f'#assert.eq([{typst_text(text)}].text, {typst_string(text)})\n#set document(title: "x")\n= A\n'
    assert pdf.compiled(source).startswith(b"%PDF-")
    with pytest.raises(UserError, match="assertion failed"):
        pdf.compiled(source.replace("].text, ", '].text + "x", '))


def test_hostile_markdown_compiles_to_text() -> None:
    node = notebook(new_markdown_cell(HOSTILE))
    source = pdf.markup(node)
    assert '\\#eval(\\"1\\")' in source and "\\$x\\$" in source and "\\@nhãn" in source
    assert pdf.compiled(source).startswith(b"%PDF-")


def test_failing_cell_is_named_and_kept(saved: Callable[[NotebookNode], Path], tmp_path: Path) -> None:
    template = saved(notebook(new_code_cell("def f():\n    raise ValueError('sai số liệu')\nf()")))
    target = tmp_path / "out.ipynb"
    with pytest.raises(NotebookFailed) as caught:
        execute(template, target, {"year": 2024}, folder=tmp_path)
    assert (caught.value.notebook, caught.value.cell) == ("mau.ipynb", 4)
    assert caught.value.line == "ValueError: sai số liệu"
    assert "Traceback" not in str(caught.value)
    assert not target.exists()
    node = nbformat.reads(caught.value.executed, as_version=4)
    assert node.cells[3].outputs[0].ename == "ValueError"
    with pytest.raises(UserError, match="ValueError"):
        html.rendered(node)


def test_kernel_that_dies_is_reported(saved: Callable[[NotebookNode], Path], tmp_path: Path) -> None:
    template = saved(notebook(new_code_cell("import os\nos._exit(3)")))
    with pytest.raises(NotebookFailed, match=r"mau\.ipynb: Sổ tay dừng giữa chừng: DeadKernelError"):
        execute(template, tmp_path / "out.ipynb", {}, folder=tmp_path)


def test_notebook_failed_survives_pickling() -> None:
    error = pickle.loads(pickle.dumps(NotebookFailed("mau.ipynb", 4, "ValueError: x", "{}")))
    assert (error.notebook, error.cell, error.line, error.executed) == ("mau.ipynb", 4, "ValueError: x", "{}")
    assert str(error) == str(NotebookFailed("mau.ipynb", 4, "ValueError: x"))


def test_unknown_parameter_is_refused_before_anything_runs(
    saved: Callable[[NotebookNode], Path], tmp_path: Path
) -> None:
    with pytest.raises(UserError, match=r"mau\.ipynb: yaer.*year"):
        execute(saved(notebook()), tmp_path / "out.ipynb", {"yaer": 2024}, folder=tmp_path)
    assert not (tmp_path / "out.ipynb").exists()


def test_parameter_of_another_type_is_refused() -> None:
    with pytest.raises(UserError, match="kiểu int, không phải str"):
        check_parameters(notebook(), {"year": "2024"}, "mau.ipynb")


def test_missing_notebook(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"khong-co\.ipynb"):
        execute(tmp_path / "khong-co.ipynb", tmp_path / "x.ipynb", {}, folder=tmp_path)


def test_clean_joins_streams_in_a_fixed_order() -> None:
    def cell(*outputs: NotebookNode) -> NotebookNode:
        return notebook(new_code_cell("x", outputs=list(outputs)))

    out, err, more = (
        new_output("stream", name=name, text=text)
        for name, text in (("stdout", "a"), ("stderr", "w"), ("stdout", "b"))
    )
    assert clean(cell(out, err, more)) == clean(cell(err, out, more))
    assert [output.text for output in clean(cell(err, out, more)).cells[2].outputs] == ["ab", "w"]


@pytest.mark.parametrize(
    ("fragment", "found"),
    [
        ("<script>x</script>", "<script>"),
        ('<p onclick="x">', "<p onclick>"),
        ('<img src="https://x.vn/a.png">', "<img src>"),
        ('<a href="java\nscript:x">', "<a href>"),
        ("<p style=\"background: url('https://x.vn')\">", "<p style>"),
        ('<svg><image xlink:href="data:text/html,x"/></svg>', "<image xlink:href>"),
    ],
)
def test_a_page_that_could_run_or_load_something_is_refused(fragment: str, found: str) -> None:
    with pytest.raises(UserError, match=re.escape(found)):
        frame.page("Trang", fragment)


def test_picture_without_alt_is_refused_by_both() -> None:
    svg = new_output("display_data", data={"image/svg+xml": '<svg xmlns="http://www.w3.org/2000/svg"/>'})
    node = notebook(new_code_cell("x", outputs=[svg]))
    with pytest.raises(UserError, match="alt"):
        html.ReportHTML().from_notebook_node(node)
    with pytest.raises(UserError, match="missing alt text"):
        pdf.ReportPDF().from_notebook_node(node)


def test_typst_error_names_the_notebook_and_the_line() -> None:
    bad = new_output("display_data", data={"text/vnd.typst": "#khong-co()"})
    node = notebook(new_code_cell("x", outputs=[bad]))
    with pytest.raises(UserError, match=r"(?s)^mau: .*unknown variable: khong-co.*#khong-co\(\)"):
        pdf.ReportPDF().from_notebook_node(node, {"metadata": {"name": "mau"}})


def test_skipped_heading_and_unclosed_fence_are_refused() -> None:
    with pytest.raises(UserError, match="skipped"):
        pdf.ReportPDF().from_notebook_node(notebook(new_markdown_cell("## A\n\n#### B")))
    with pytest.raises(UserError, match="khối mã"):
        pdf.markup(notebook(new_markdown_cell("```\nx"), new_markdown_cell("y")))


def test_output_without_a_printable_form_is_refused() -> None:
    node = notebook(new_code_cell("x", outputs=[new_output("display_data", data={"text/html": "<p>a</p>"})]))
    assert "<p>a</p>" in html.ReportHTML().from_notebook_node(node)[0]
    with pytest.raises(UserError, match="text/html"):
        pdf.markup(node)


def test_banner_stands_on_every_page_of_the_pdf() -> None:
    node = notebook(new_markdown_cell("Đoạn văn.\n\n" * 80))
    describe(node, ABOUT)
    marked = pages(pdf.compiled(pdf.markup(node)))
    describe(node, About(title="Báo cáo"))
    plain = pages(pdf.compiled(pdf.markup(node)))
    assert len(marked) > 2 and all(MARK_COLOUR in page for page in marked)
    assert len(plain) > 2 and not any(MARK_COLOUR in page for page in plain)


MARK_COLOUR = b"0.3529412 0.23921569 0 scn"  # mark-ink of report.typ, used by the banner alone


def pages(content: bytes) -> list[bytes]:
    """Return the drawing instructions of each page."""
    streams = re.findall(rb"/FlateDecode[^>]*>>\s*stream\r?\n(.*?)\r?\nendstream", content, flags=re.DOTALL)
    inflated = [zlib.decompress(stream) for stream in streams]
    return [stream for stream in inflated if b"/Artifact" in stream and b" Tf" in stream]


def test_markup_for_display_compiles() -> None:
    tile = '(label: "Nữ đại biểu", value: "31,2", unit: "%", target: "từ 35%", kind: "{}", verdict: "Đạt")'
    kinds = ("met", "missed", "partly", "not-due", "none")
    cards = f"#cards(({', '.join(tile.format(kind) for kind in kinds)}))"
    source = f'{cards}\n#note[a]\n#caveat[b]\n#muted[c]\n#status("none", "d")'
    shown = new_output("display_data", data={"text/vnd.typst": source})
    node = notebook(new_code_cell("x", outputs=[shown]))
    assert pdf.compiled(pdf.markup(node)).startswith(b"%PDF-")


def test_every_status_has_a_shape_in_the_style() -> None:
    for kind in ("met", "missed", "partly", "not-due", "none"):
        assert f".status.{kind}::before" in frame.STYLE
    assert "http" not in frame.STYLE and "@import" not in frame.STYLE and "url(" not in frame.STYLE


def test_title_falls_back_to_the_first_heading_and_is_required() -> None:
    assert "<h1>Sổ tay</h1>" in html.ReportHTML().from_notebook_node(notebook())[0]
    with pytest.raises(UserError, match="tiêu đề"):
        html.ReportHTML().from_notebook_node(new_notebook(cells=[new_markdown_cell("```\n# không\n```")]))
