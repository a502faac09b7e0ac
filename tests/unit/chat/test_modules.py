import re

from chat.assets import load_assets
from chat.joined import worker_files
from chat.modules import needed_by
from chat.tree import Asset


def tree(**texts):
    names = {name.replace("__", "/") + ".js": text for name, text in texts.items()}
    return {
        name: Asset(name, text.encode(), None, "text/javascript", "", "")
        for name, text in names.items()
    }


def test_a_module_and_all_that_it_imports_are_found_once():
    files = tree(
        js__main='import { a } from "./a.js"\nimport "../lib/side.js"\n',
        js__a='export {\n  b,\n  c,\n} from "./deep/b.js"\n',
        js__deep__b='import * as main from "../main.js"\n',
        lib__side="",
        js__other="",
    )

    found = needed_by(files, "js/main.js")

    assert found == ["js/main.js", "js/a.js", "lib/side.js", "js/deep/b.js"]


def test_what_is_imported_while_the_page_runs_is_left_to_that_moment():
    files = tree(js__main='const x = await import("./later.js")\n', js__later="")

    assert needed_by(files, "js/main.js") == ["js/main.js"]


def test_every_page_names_the_modules_that_it_needs(client):
    assets = load_assets()
    for page in ("login", "register", "chat", "invite"):
        text = client.get(f"/{page}").get_data(as_text=True)
        named = re.findall(r'rel="modulepreload" href="([^"]+)" integrity="sha', text)

        loaded = assets.modules(page)
        assert named == [assets.url(name) for name in loaded.first]
        assert {loaded.main, loaded.module} <= set(loaded.first)
        assert f'data-module="{assets.url(loaded.module)}"' in text
        assert not [url for url in named if "zxcvbn" in url]
        # Import maps count for what is loaded after them.
        assert text.index("importmap") < text.index("modulepreload")


def test_the_forms_name_what_the_chat_and_its_worker_need(client):
    assets = load_assets()
    chat = re.findall(
        r'(?:modulepreload" |stylesheet" )href="([^"]+)"',
        client.get("/chat").get_data(as_text=True),
    )
    chat = [url for url in chat if "noscript" not in url]
    assert assets.url("css/pages/chat.css") in chat
    worker = [assets.url(name) for name in worker_files(assets.files)]
    for page in ("login", "register"):
        text = client.get(f"/{page}").get_data(as_text=True)
        named = re.findall(r'rel="prefetch" href="([^"]+)"', text)

        assert len(named) == len(set(named))
        assert {*chat, *worker} <= set(named)
        # In a template: nothing is fetched before somebody writes.
        assert text.index('<template id="ahead-template">') < text.index("prefetch")
