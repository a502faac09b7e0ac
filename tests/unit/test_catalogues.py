"""The catalogues say the same things, and all that templates and modules say."""

import re
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

PROJECT = Path(__file__).resolve().parent.parent.parent
CATALOGUES = sorted((PROJECT / "static/locales").glob("*.ftl"))
ENGLISH = PROJECT / "static/locales/en.ftl"
TEMPLATES = sorted((PROJECT / "templates").rglob("*.html"))
# The scheme speaks to programs.
MODULES = sorted(
    path
    for path in (PROJECT / "static/js").rglob("*.js")
    if path.parent.name != "crypto"
)
# A name is a name in every language.
NAME = "SecureChat"
SHOWN = r'(?:alt|aria-label|content|label|placeholder|title)="([^"]*)"'


class Parts(Visitor):
    """Collect the variables, the functions and the plain text of what it visits."""

    def __init__(self):
        self.variables = set()
        self.functions = set()
        self.text = ""

    def visit_VariableReference(self, node):
        self.variables.add(node.id.name)

    def visit_FunctionReference(self, node):
        self.functions.add(node.id.name)

    def visit_TextElement(self, node):
        self.text += node.value


def entries(path):
    return FluentParser().parse(path.read_text("utf-8")).body


def parts(node):
    visitor = Parts()
    visitor.visit(node)
    return visitor


def texts(path):
    """Return the variables of every text that a catalogue has, by "id.attribute"."""
    found = {}
    for entry in entries(path):
        if isinstance(entry, ast.Message | ast.Term):
            mark = "-" if isinstance(entry, ast.Term) else ""
            if entry.value:
                found[mark + entry.id.name] = parts(entry.value).variables
            for attribute in entry.attributes:
                name = f"{mark}{entry.id.name}.{attribute.id.name}"
                found[name] = parts(attribute.value).variables
    return found


def code_of(path):
    """Return the text of a module without its comments."""
    text = path.read_text("utf-8")
    return re.sub(r"/\*.*?\*/|^\s*//.*?$", "", text, flags=re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def sources():
    return {path: code_of(path) for path in MODULES} | {
        path: path.read_text("utf-8") for path in TEMPLATES
    }


def test_there_is_english_and_a_language_from_right_to_left():
    assert {path.stem for path in CATALOGUES} >= {"en", "ar"}


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_catalogue_is_well_formed(path):
    found = entries(path)
    ids = [entry.id.name for entry in found if isinstance(entry, ast.Message)]

    assert [entry.content for entry in found if isinstance(entry, ast.Junk)] == []
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_catalogue_has_no_markup_and_no_numbers_but_the_browsers(path):
    # Text that enters a page as text would show its tags; and NUMBER() writes numbers
    # as the language does, not as the browser's locale does.
    found = parts(FluentParser().parse(path.read_text("utf-8")))

    assert not re.search(r"[<>]|&\w+;", found.text)
    assert found.functions == set()


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_every_catalogue_says_the_same_with_the_same_variables(path):
    here, english = texts(path), texts(ENGLISH)

    assert here.keys() - english.keys() == set()
    assert english.keys() - here.keys() == set()
    assert {name: used for name, used in here.items() if used != english[name]} == {}


def test_what_is_said_is_in_the_catalogue(sources):
    known = texts(ENGLISH)
    for path, text in sources.items():
        for name in re.findall(r'\b(?:t|pair|ask)\("([a-z][\w.-]*)"[,)]', text):
            assert name in known, (path, name)


def test_what_a_message_needs_is_given_to_it(sources):
    known = texts(ENGLISH)
    said = r'\bt\("([\w.-]+)"(?:, \{ ([^{}]*) \})?\)'
    for path, text in sources.items():
        if path.suffix != ".js":
            continue
        for name, given in re.findall(said, text):
            keys = set(re.findall(r"(?:^|, )(\w+)(?=[:,]|$)", given))
            assert keys >= known[name], (path, name)


def test_what_is_in_the_catalogue_is_said_somewhere(sources):
    text = "\n".join(sources.values())
    # Also names in lists, and those whose end is only known when they are said:
    # t(`strength-${score}`), t("error-" ~ status).
    whole = set(re.findall(r'"([a-z][\w.-]*)"', text))
    begun = tuple(re.findall(r'[`"]([a-z][\w-]*-)(?:\$\{|" ~)', text))
    terms = re.findall(r"\{ (-?[a-z][\w-]*) \}", ENGLISH.read_text("utf-8"))
    used = {name.split(".")[0] for name in whole} | set(terms)

    ids = {name.split(".")[0] for name in texts(ENGLISH)}
    assert [one for one in ids if one not in used and not one.startswith(begun)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_has_no_text_of_its_own(path):
    # Comments, and the name of the page, which nobody reads.
    hidden = r"\{#.*?#\}|\{% block page %\}\w*"
    text = re.sub(hidden, "", path.read_text("utf-8"), flags=re.DOTALL)
    inside = re.findall(r"\{[{%](.*?)[}%]\}", text, flags=re.DOTALL)
    page = re.sub(r"\{[{%].*?[}%]\}", "", text, flags=re.DOTALL)
    shown = re.sub(r"<[^>]*>", " ", page).split() + re.findall(SHOWN, page)
    literals = [one for part in inside for one in re.findall(r'"([^"]*)"', part)]

    assert [one for one in literals if re.match(r"[A-Z]\w", one)] == []
    words = [one for one in shown if re.search(r"[^\W\d_]{2}", one)]
    fixed = r"light dark|width=device-width.*|#\w+"
    assert [one for one in words if one != NAME and not re.match(fixed, one)] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_a_module_has_no_sentence_of_its_own(path):
    # Errors that nobody is meant to see speak to whoever reads the console.
    lines = [line for line in code_of(path).splitlines() if "Error(" not in line]

    said = re.findall(r"[\"`][A-Z][a-z]* [a-z][^\"`]*[\"`]", "\n".join(lines))
    assert said == []
