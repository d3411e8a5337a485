"""Joining and slimming the browser's modules: what arrives is the program that was written, without comments."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from aquanaut.pages import joiner
from aquanaut.pages.joiner import joined, module, static, style
from aquanaut.pages.slim import slim_script, slim_style
from aquanaut.questions.model import kind_scripts, kind_styles

PACKAGE = Path(joiner.__file__).parents[1]
SCRIPTS = sorted(PACKAGE.rglob("*.js"))
STYLES = sorted(PACKAGE.rglob("*.css"))
ENTRIES = sorted(p.relative_to(PACKAGE).with_suffix("").as_posix() for p in SCRIPTS if p.stem.endswith("_widget"))
SHEETS = {f"widgets/static/{name}_widget": f"widgets/static/{name}" for name in ("quiz", "reader", "progress")}
MOST = 60_000
"""Bytes of script and style that one widget brings into a notebook."""

SAME_TREE = """
const { parse } = require("internal/deps/acorn/acorn/dist/acorn");
const read = require("fs").readFileSync;
const single = (node) => node?.type === "VariableDeclaration"
  ? node.declarations.map((one) => ({ ...node, declarations: [one] })) : [node];
function tree(file) {
  const names = new Map();
  const called = (name) => names.get(name) ?? names.set(name, names.size).get(name);
  return JSON.stringify(parse(read(file, "utf8"), { ecmaVersion: "latest", sourceType: "module" }), (key, value) => {
    if (key === "start" || key === "end") return undefined;
    if (value?.type === "PrivateIdentifier") return { private: called(value.name) };
    if (Array.isArray(value)) return value.flatMap(single);
    return value instanceof RegExp ? String(value) : value;
  });
}
process.stdout.write(String(tree(process.argv[2]) === tree(process.argv[3])));
"""
"""Both programs as trees, without places, each constant alone, private names by number: the parser is node's own."""

each_entry = pytest.mark.parametrize("entry", ENTRIES)


def run(node: str, *arguments: str) -> str:
    done = subprocess.run([node, *arguments], capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return done.stdout


def same_program(node: str, folder: Path, one: str, other: str) -> bool:
    for name, source in (("one.mjs", one), ("other.mjs", other), ("same.cjs", SAME_TREE)):
        (folder / name).write_text(source, encoding="utf-8")
    return run(node, "--expose-internals", *(str(folder / n) for n in ("same.cjs", "one.mjs", "other.mjs"))) == "true"


def test_each_widget_has_its_entry() -> None:
    assert set(SHEETS) <= set(ENTRIES)


@each_entry
def test_no_import_is_left_and_one_export(entry: str) -> None:
    source = module(entry)
    assert not re.search(r"(?:^|[;}])\s*import\b", source, re.MULTILINE)
    assert re.findall(r"(?:^|[;}])(export\b[^;]*;)", source, re.MULTILINE) == ["export default{render};"]


@each_entry
def test_node_understands_it(entry: str, node: str, tmp_path: Path) -> None:
    path = tmp_path / "joined.mjs"
    path.write_text(module(entry), encoding="utf-8")
    run(node, "--check", str(path))


@each_entry
def test_slimming_changes_nothing_but_spaces_and_comments(entry: str, node: str, tmp_path: Path) -> None:
    assert same_program(node, tmp_path, joined(entry), module(entry))
    assert slim_script(module(entry)) == module(entry)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda p: p.stem)
def test_each_file_alone_stays_the_same_program(path: Path, node: str, tmp_path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert same_program(node, tmp_path, source, slim_script(source))


@each_entry
def test_everything_that_is_used_was_imported(entry: str, node: str, tmp_path: Path) -> None:
    """The files as modules, and what they import from one another, load in node: no name is missing."""
    run(node, "--input-type=module", "-e", f"import {json.dumps((PACKAGE / f'{entry}.js').as_uri())}")


def test_the_joined_scores_are_those_of_the_file(node: str, tmp_path: Path) -> None:
    """The slimmed scoring gives the shared vectors' results."""
    cases = json.loads((Path(__file__).parents[1] / "vectors" / "scoring.json").read_text(encoding="utf-8"))
    (tmp_path / "slim.mjs").write_text(slim_script(static("questions/static/score.js")), encoding="utf-8")
    (tmp_path / "cases.json").write_text(json.dumps(cases), encoding="utf-8")
    (tmp_path / "run.mjs").write_text(
        'import { readFileSync } from "node:fs";\nimport * as slim from "./slim.mjs";\n'
        f"import * as whole from {json.dumps((PACKAGE / 'questions/static/score.js').as_uri())};\n"
        'const data = JSON.parse(readFileSync(new URL("cases.json", import.meta.url)));\n'
        "const list = Array.isArray(data) ? data : data.cases;\n"
        "const bad = list.filter((c) => JSON.stringify(slim.score(c.table, c.answer)) !== "
        "JSON.stringify(whole.score(c.table, c.answer)));\n"
        "process.stdout.write(`${list.length} ${bad.length}`);\n",
        encoding="utf-8",
    )
    count, bad = map(int, run(node, str(tmp_path / "run.mjs")).split())
    assert count > 20 and bad == 0


def test_a_circle_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    files = {
        "a.js": 'import { b } from "./b.js";\nexport const a = 1;\n',
        "b.js": 'import { c } from "./c.js";\nexport const b = 1;\n',
        "c.js": 'import { b } from "./b.js";\nexport const c = 1;\n',
    }
    monkeypatch.setattr(joiner, "static", files.__getitem__)
    with pytest.raises(RecursionError, match="b → c → b"):
        joined("a")


def run_joined(files: dict[str, str], entry: str, node: str, folder: Path, more: dict[str, str] | None = None) -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(joiner, "static", files.__getitem__)
        (folder / "joined.mjs").write_text(joined(entry, more), encoding="utf-8")
    return run(node, str(folder / "joined.mjs"))


def test_what_is_needed_runs_first_and_once(node: str, tmp_path: Path) -> None:
    files = {
        "room/a.js": 'import { b } from "./b.js";\nimport { c } from "../hall/c.js";\nconsole.log("a", b + c);\n',
        "room/b.js": 'import { c } from "../hall/c.js";\nexport const b = c;\nconsole.log("b");\n',
        "hall/c.js": 'export const c = 1;\nconsole.log("c");\n',
    }
    assert run_joined(files, "room/a", node, tmp_path).split() == ["c", "b", "a", "2"]


def test_two_modules_may_use_one_name(node: str, tmp_path: Path) -> None:
    """Each has a scope of its own: a folder that is copied under another name brings no clash."""
    files = {
        "a.js": 'import { make as one } from "./x/make.js";\nimport { make } from "./y/make.js";\n'
        "console.log(one(), make());\n",
        "x/make.js": 'const name = "x";\nexport function make() {\n\treturn name;\n}\n',
        "y/make.js": 'const name = "y";\nexport const make = () => name;\n',
    }
    assert run_joined(files, "a", node, tmp_path).split() == ["x", "y"]


def test_modules_that_nobody_imports_run_before_the_entry(node: str, tmp_path: Path) -> None:
    files = {
        "entry.js": 'import { known } from "./list.js";\nconsole.log(known.join());\n',
        "list.js": "export const known = [];\n",
    }
    more = {"kinds/one/control": 'import { known } from "../../list.js";\nknown.push("one");\n'}
    assert run_joined(files, "entry", node, tmp_path, more).strip() == "one"


# --- slimming, case by case --------------------------------------------------------------------------------

KEPT = [
    'const a = "// no comment", b = "/* nor this */", c = \'\\\'//\';',
    "const a = `  // in a template\n\n   /* too */ ${b + `  // deeper\n ${ {c: 1}.c } // x`}  end`;",
    r"const a = /\/\*[/*]\/\//g.test(b) ? b / 2 / c : [/[/]/, /'/];",
    "const f = (a) => /x/.test(a);\nconst g = a / b / c;\nconst h = (a + b) / c / d;",
    "return_(`${a}`) / 2;\nconst x = a[0] / b[0] / 1;",
    "const a = b\n  ? c\n  : d;\nfoo()\n;[1].map(x)",
    'const a = "\\\n   continued // string";',
    "switch (a) { case /x/.source: f(); default: g(); }",
    "label: for (const a of /x/.exec(b)) continue label;",
    "const a = b /* one */ / /* two */ c; // three / four\nconst d = `a${b}c` / 2;",
    "f(function () { return /[}]/ });\nconst a = {};",
    "throw_\n/* a\n b */\nnext()",
    "const a = `\\`  // ${b}\\${  // x`;",
    "const a = b$ / 2; const c = $ / 3 / d;",
    "let a = b + +c - -d;\na++\n++a\nb = c\n(a), --a",
    "const a = 1 .toFixed(), b = /x/g in c, d = e / /f/.lastIndex, [g = 1, ...h] = [];",
    "async function* f(a) {\n yield* a\n await a; return a\n}",
    "class A {\n static x = 1\n #y\n get z() { return this.#y }\n async *w() {}\n}",
    "if (a) b(); else if (!c) ++d; else { e(); }\nfor (;;) { break }\ndo a(); while (b)\nc()",
    "const a = 1; const b = 2;\nconst c = () => { const d = 1; const e = 2; f(); const g = 3; };",
    "let a = 1; let b = 2;\nc(); const d = `${ e }`; const f = d;",
    "for (const a of b) { const c = a; const d = c; }",
    "class A { #x = 1; #y = 2; z() { return this.#x + this.#y; } }",
    "const f = async a => ({ a }), g = a ? .5 : `${ { b: `${c}  d` }.b }  e`;\nvoid typeof f\n!g",
]


@pytest.mark.parametrize("source", KEPT)
def test_hard_cases_stay_the_same_program(source: str, node: str, tmp_path: Path) -> None:
    indented = "\n".join(f"\t\t{line}" if "`" not in source and "\\\n" not in source else line for line in [source])
    assert same_program(node, tmp_path, indented, slim_script(indented))


def test_what_goes() -> None:
    source = "/** Doc\n * of two lines */\n\n\tfunction f() { // trailing\n\t\t// whole line\n\t\treturn 1;   \n\t}\n"
    assert slim_script(source) == "function f(){return 1}\n"
    assert slim_style("/* a */\n.a {\n\tcolor: red; /* b */\n\n\t&::after { content: '/*  x  */'; }\n}\n") == (
        ".a{color:red;&::after{content:'/*  x  */'}}\n"
    )


def test_an_open_template_is_refused() -> None:
    with pytest.raises(ValueError, match="a template without an end"):
        slim_script("const a = `${b} ...;")


@pytest.mark.parametrize("path", STYLES, ids=lambda p: p.stem)
def test_a_style_keeps_all_but_comments_and_spaces(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    plain = re.sub(r"/\*.*?\*/", "", source, flags=re.DOTALL)
    assert "".join(slim_style(source).split()) == "".join(plain.split()).replace(";}", "}")
    assert not re.search(r"\s[ \t]|/\*", slim_style(source))


# --- how much travels --------------------------------------------------------------------------------------


def test_a_widget_stays_small(capsys: pytest.CaptureFixture[str]) -> None:
    """Script and style of one widget; the sizes are printed, before slimming and after."""
    sizes: dict[str, tuple[int, int]] = {}
    for entry, sheet in SHEETS.items():
        asks = entry.endswith("quiz_widget")
        controls, styles = (kind_scripts(), kind_styles()) if asks else ({}, ())
        before = "\n".join(
            [joined(entry, controls), *(static(f"{name}.css") for name in (joiner.HOUSE, sheet)), *styles]
        )
        sent = module(entry, controls) + style(sheet, more=styles)
        sizes[entry] = (len(before.encode()), len(sent.encode()))
    files = [*SCRIPTS, *STYLES]
    slim = {".js": slim_script, ".css": slim_style}
    after = sum(len(slim[p.suffix](p.read_text(encoding="utf-8")).encode()) for p in files)
    sizes["all files, once"] = (sum(p.stat().st_size for p in files), after)
    with capsys.disabled():
        for name, (whole, kept) in sizes.items():
            print(f"\n  {name}: {whole:,} bytes written, {kept:,} delivered", end="")
    for entry in SHEETS:
        assert sizes[entry][1] <= MOST, f"{entry} brings {sizes[entry][1]:,} bytes"
