from chat.sheets import joined


def test_an_import_is_replaced_by_what_it_imports(tmp_path):
    (tmp_path / "pages").mkdir()
    (tmp_path / "base.css").write_text("body { margin: 0 }\n")
    (tmp_path / "menu.css").write_text("/* A menu. */\n.menu { color: red }\n")
    (tmp_path / "pages/every.css").write_text('@import "../base.css";\n')
    page = tmp_path / "pages/chat.css"
    page.write_text('/* The chat. */\n\n@import "every.css";\n@import "../menu.css";\n')

    assert joined(page).decode() == (
        "/* The chat. */\n\nbody { margin: 0 }\n/* A menu. */\n.menu { color: red }\n"
    )


def test_a_sheet_without_imports_is_as_it_is(tmp_path):
    sheet = tmp_path / "base.css"
    sheet.write_bytes(b'body::before { content: "@import" }\r\n')

    assert joined(sheet) == sheet.read_bytes()
