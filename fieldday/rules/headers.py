"""Which column of a file is probably which field, by the names that files of ERPs and spreadsheets give them."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence

from fieldday.rules.company_names import simplify
from fieldday.rules.text import fold

CODES: tuple[str, ...] = ()


def _table(text: str) -> dict[str, tuple[str, ...]]:
    """Lines of "field: name | name | …"; a field's second line goes on where its first one ends."""
    found: dict[str, tuple[str, ...]] = {}
    for line in text.strip().splitlines():
        field, _, names = line.partition(":")
        found[field] = (*found.get(field, ()), *(name.strip() for name in names.split("|")))
    return found


# Names by field, the likelier first; compared as search compares texts, in either writing of Chinese. A kind's own
# names go before the common ones.
COMMON: Mapping[str, tuple[str, ...]] = _table("""
external_id: external id | id | 編號 | 代號 | 代碼 | no | code | number
name: 名稱 | 姓名 | 全名 | full name
email: e-mail | 電子郵件 | 電郵 | 信箱 | email address
phone: 電話 | 聯絡電話 | 手機 | 電話號碼 | 行動電話 | tel | telephone | mobile
area: 區域 | 地區 | 轄區 | 責任區 | region | territory
team: 組別 | 團隊 | 部門 | 單位 | department | 小組
note: 備註 | 附註 | 說明 | 摘要 | comments | remark | remarks | notes
account: 客戶編號 | 客戶代號 | 客戶代碼 | 客戶 | customer number | customer id | customer no | customer
person: salesperson (number) | 業務編號 | 業務代號 | 業務員編號 | 業務員代號 | 業務員 | 業務 | 經手人 | 員工編號
person: sales rep | salesperson | employee number
order: 訂單編號 | 訂單號碼 | 單號 | 銷貨單號 | order id | order number | order no
product: product (number) | 產品編號 | 品號 | 貨號 | 商品編號 | 料號 | 產品代號 | 產品 | product id
product: product code | sku
amount: 金額 | 總額 | total
""")
OWN: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "people": _table("""
external_id: 員工編號 | 員編 | 工號 | 人員編號 | 業務編號 | 業務代號 | 帳號 | 登入名稱 | sign-in name
external_id: employee number | employee id | 登录名称
name: name of the person | 員工姓名 | 人員姓名 | 業務姓名 | 中文姓名 | employee name
reports_to: reports to (number) | 直屬主管 | 主管 | 上級 | 上級主管 | 主管編號 | 主管員編 | manager | supervisor
role: 角色 | 權限 | 身分
title: 職稱 | 職務 | 職位 | job title | position
"""),
    "areas": _table("""
external_id: 區域編號 | 區域代號 | 區域代碼 | area id | area number
name: 區域名稱 | 區域 | area name | area's name
parent: lies in | 上層 | 上層區域 | 所屬區域 | 上級區域 | parent id
"""),
    "accounts": _table("""
external_id: 醫事機構代碼 | 機構代碼 | nhi id
external_id: 客戶編號 | 客戶代號 | 客戶代碼 | 客編 | customer number | customer id | customer no
external_id: account number
name: customer's name | 客戶名稱 | 客戶全名 | 公司名稱 | 店名 | 客戶簡稱 | 簡稱 | 機構名稱 | 醫事機構名稱
name: customer name | company | company name
kind: 客戶類別 | 類別 | 類型 | 客戶類型 | 型態 | type
status: 客戶狀態 | 狀態 | 往來狀態
tax_id: 統編 | 統一編號 | 公司統編 | 營業人統一編號 | vat | vat number | tax number | 税号
address: 地址 | 公司地址 | 送貨地址 | 營業地址 | 機構地址 | 通訊地址 | street
city: 縣市 | 城市 | 縣市別 | 縣市名稱 | town
latitude: 緯度 | lat
longitude: 經度 | lng | lon | long
owner: looked after by (number) | 負責業務 | 業務 | 業務員 | 業務代表 | 負責人員 | 業務編號 | 業務代號 | 负责业务员
owner: 所屬業務 | 業務員代號 | 業務員編號 | sales rep | salesperson | sales rep employee number
credit_limit: 信用額度 | 授信額度 | 額度
source: 來源 | 客戶來源
contact_name: contact person | 聯絡人 | 聯絡人姓名 | 窗口 | 負責人 | contact | 联系人
contact_title: contact's title | 聯絡人職稱 | 職稱 | 联系人职位
contact_phone: contact's phone | 聯絡人電話 | 联系人电话
contact_mobile: contact's mobile | 聯絡人手機 | 聯絡人行動電話 | 联系人手机
contact_email: contact's e-mail | 聯絡人信箱 | 聯絡人 email | 聯絡人電子郵件 | 联系人 E-mail
contact_line_id: contact's line id | 聯絡人 line | 聯絡人 line id | 联系人 LINE ID
contact_role: contact's role | 聯絡人角色 | 联系人角色
line_id: line id | line | line 帳號
industry: 行業 | 產業 | 行業別 | 產業別
potential: potential a year | 年潛力 | 潛力 | 潛在銷售額
payment_terms: payment terms | 付款條件 | 票期 | 結帳方式
visit_hours: visit hours | 可拜訪時段 | 拜訪時段 | 營業時間 | 營業時段 | 看診時間 | 服務時間 | opening hours
visit_hours: business hours | hours
parent: parent company (number) | 母公司 | 總公司 | 母公司編號
dealer: dealer (number) | 經銷商 | 所屬經銷商 | 經銷商編號
"""),
    "contacts": _table("""
name: contact | contact person | 聯絡人 | 聯絡人姓名 | 姓名 | 中文姓名 | 顯示名稱 | display name | full name | file as
name: name of the person
account: customer (name or number) | 公司 | 公司名稱 | 客戶 | 客戶名稱 | 客戶編號 | company | organization name
account: organization 1 - name | organization | customer | 客戶（名稱或編號）
title: 職稱 | 職務 | 職位 | job title | position | organization title | organization 1 - title
role: 角色
uid: number in the address book | 通訊錄編號
in_charge: in charge (yes or no) | 負責人（是／否）| 是否負責人
mobile: mobile | 手機 | 行動電話 | 手機號碼 | mobile phone | cell | cell phone | phone 1 - value | primary phone
phone: phone | 電話 | 公司電話 | 商務電話 | business phone | work phone | phone 2 - value | 辦公室電話
email: e-mail 1 - value | e-mail address | 電子郵件地址 | email 1 - value | primary email
line_id: line id | line | line 帳號
birthday: 生日 | 出生日期 | 生日 (西元) | date of birth
anniversary: 紀念日 | wedding anniversary
address: 地址 | 公司地址 | 商務地址 | business street | business address | address 1 - formatted | work address
home_address: 住家地址 | 住址 | home street | home address | 家庭地址
owner: looked after by (number) | 負責業務 | 業務 | 業務員 | 業務編號 | 负责业务员
kind: 類別 | 種類
"""),
    "products": _table("""
external_id: product number | 產品編號 | 品號 | 貨號 | 商品編號 | 料號 | 產品代號 | product code | product id
external_id: sku
name: 品名 | 產品名稱 | 商品名稱 | 產品 | product name | description
brand: 品牌 | 廠牌 | 商標
category: 分類 | 類別 | 產品類別 | 產品分類 | 大類 | product line
unit: 單位 | 計量單位 | uom
cost: 成本 | 單位成本 | 進價 | buy price
price: 單價 | 售價 | 定價 | 建議售價 | 牌價 | msrp | list price
"""),
    "orders": _table("""
external_id: 訂單編號 | 訂單號碼 | 單號 | 銷貨單號 | order number | order id | order no
ordered_on: day of the order | 訂單日期 | 訂貨日期 | 下單日期 | 日期 | 銷貨日期 | order date | date
status: 訂單狀態 | 狀態
"""),
    "order-lines": _table("""
line: 序號 | 項次 | 行號 | order line number | line number | line no
quantity: 數量 | 訂購數量 | qty | quantity ordered
unit_price: 單價 | 售價 | 價格 | price | price each
discount_percent: discount in per cent | 折扣 | 折扣率 | discount
"""),
    "payments": _table("""
external_id: payment number | 收款單號 | 收款編號 | 單號 | 支票號碼 | check number | payment id
paid_on: day of the payment | 收款日期 | 付款日期 | 日期 | 入帳日期 | payment date | date
amount: 收款金額 | 金額 | 實收金額
method: way of payment | 收款方式 | 付款方式 | payment method
"""),
    "targets": _table("""
metric: 指標 | 目標項目 | 項目
month: 月份 | 年月 | 目標月份
amount: 目標 | 目標金額 | target
"""),
}


def guess(
    kind: str, fields: Sequence[str], header: Sequence[str], also: Mapping[str, Sequence[str]] | None = None
) -> dict[str, str]:
    """The likely column of each field that has one; a column serves one field only.

    A column named like the field goes first, then what the company itself calls fields (`also`), then the kind's own
    names, then the common ones, in their order. Column names that stand twice, or that are empty, are never guessed.
    """
    free: dict[str, str] = {}
    for name in header:
        folded = _key(name)
        if folded and header.count(name) == 1:
            free.setdefault(folded, name)
    found: dict[str, str] = {}
    for names in (_itself, (also or {}).get, OWN.get(kind, {}).get, COMMON.get):
        for field in fields:
            if field in found:
                continue
            for name in names(field) or ():
                if (column := free.pop(_key(name), None)) is not None:
                    found[field] = column
                    break
    return {field: found[field] for field in fields if field in found}


@functools.lru_cache(maxsize=4096)
def _key(name: str) -> str:
    """A name as names are compared: as search compares texts, Traditional and Simplified writing the same."""
    return fold(simplify(name))


def _itself(field: str) -> tuple[str, ...]:
    return (field,)


def mapping_fits(mapping: Mapping[str, str], header: Sequence[str]) -> dict[str, str]:
    """What of a mapping names columns that the file has, texts with columns in braces too."""
    known = set(header)

    def fits(column: str) -> bool:
        return column in known or ("{" in column and all(name in known for name in re.findall(r"\{([^{}]*)\}", column)))

    return {field: column for field, column in mapping.items() if fits(column)}


def guess_contacts(fields: Sequence[str], header: Sequence[str]) -> dict[str, str]:
    """The columns of a table of contacts; a name in two of them, as Google and Outlook write it, is put together."""
    found = guess("contacts", fields, header)
    folded = {name.casefold(): name for name in header}
    for family, given, text in (
        ("姓氏", "名字", "{%s}{%s}"),
        ("姓", "名", "{%s}{%s}"),
        ("last name", "first name", "{%s}{%s}"),
        ("family name", "given name", "{%s}{%s}"),
    ):
        if "name" not in found and family in folded and given in folded:
            found["name"] = text % (folded[family], folded[given])
    return found
