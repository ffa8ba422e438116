"""Columns are recognised by the names that Taiwanese ERPs, spreadsheets and English files give them."""

from fieldday.rules.headers import guess
from fieldday.rules.spreadsheet import harmless

ACCOUNTS = ("external_id", "name", "tax_id", "phone", "address", "owner", "area", "contact_name", "note")


def test_a_taiwanese_customer_file_maps_itself():
    header = ["客戶編號", "名稱", "統編", "電話", "地址", "負責業務", "區域", "聯絡人", "備註", "不認得"]
    assert guess("accounts", ACCOUNTS, header) == dict(zip(ACCOUNTS, header, strict=False))


def test_a_field_s_own_name_goes_first_and_case_and_blanks_do_not_matter():
    header = ["電話", "Phone", "External_ID", "customerNumber", "Customer Name"]
    found = guess("accounts", ("external_id", "name", "phone"), header)
    assert found == {"external_id": "External_ID", "name": "Customer Name", "phone": "Phone"}


def test_a_column_serves_one_field_only():
    assert guess("orders", ("external_id", "account", "person", "ordered_on"), ["單號", "客戶", "業務", "日期"]) == {
        "external_id": "單號",
        "account": "客戶",
        "person": "業務",
        "ordered_on": "日期",
    }
    assert guess("accounts", ("owner", "contact_name"), ["業務", "負責人"]) == {
        "owner": "業務",
        "contact_name": "負責人",
    }


def test_what_is_empty_or_stands_twice_is_never_guessed():
    assert guess("accounts", ACCOUNTS, ["", "電話", "電話", " "]) == {}
    assert guess("nothing", ("x",), ["y"]) == {}


def test_formulas_become_texts_and_figures_stay_figures():
    for text in ("=HYPERLINK(1)", "+1+cmd", "-2+3", "@SUM(A1)", "\t=1", "  =1", "＝1"):
        assert harmless(text) == "'" + text
    for text in ("-5", "+886-2-2345-6789", "-1,234.50", "蓮花藥局", "a=b", "", "12%", "+5"):
        assert harmless(text) == text
