"""Names of customers as they are compared: without the form of business, brackets, marks, width or kind of characters.

臺 and 台, 電 and 电 are one; 「(股)公司」 is 股份有限公司. A branch stays apart from what it is a branch of: 台中店 and
台北店 of one chain are two shops, and 總店 or 總公司 is the house itself.
"""

from __future__ import annotations

import dataclasses
import functools
import re
import unicodedata

import opencc

CODES: tuple[str, ...] = ()

# Read after simplification. The longest first: 股份有限公司 holds 有限公司, which holds 公司.
_FORMS = {
    "股份有限公司": "limited by shares",
    "股份公司": "limited by shares",
    "有限公司": "limited",
    "两合公司": "partnership",
    "无限公司": "partnership",
    "公司": "company",
    **dict.fromkeys(("企业社", "实业社", "企业行", "实业行", "商行", "商号", "工程行", "工作室"), "house"),
}
_LATIN_FORM = re.compile(
    r"(?:\b(?:co|company|corp|corporation|inc|incorporated|llc|gmbh|ltd|limited|plc|the)\b\.?|[.,&])"
)
_SHORT_FORMS = (
    (re.compile(r"[(\[](?:股|股份|股份有限)[)\]]"), "股份有限"),
    (re.compile(r"[(\[](?:有|有限)[)\]]"), "有限"),
)
_FORM = re.compile("(?<!分)(" + "|".join(sorted(_FORMS, key=len, reverse=True)) + ")")
_BRACKETS = re.compile(r"[(\[{<【〔《〈「『](.*?)[)\]}>】〕》〉」』]")
_HEAD = re.compile(r"(?:总公司|总店|本店|总部|本铺|总行|总院)$")
BRANCH = re.compile(r"(?:分公司|分店|门市部?|营业所|办事处|服务处|分院|分行|分社|经销处|专柜|店|馆|厂|所|部)$")
_PLACES = (
    "台湾", "台北", "新北", "桃园", "台中", "台南", "高雄", "基隆", "新竹", "嘉义", "苗栗", "彰化", "南投", "云林",
    "屏东", "宜兰", "花莲", "台东", "澎湖", "金门", "连江", "马祖",
)  # fmt: skip
_PLACE = re.compile("^(?:" + "|".join(_PLACES) + ")(?:[市县](?![场立]))?")
# What trade a name says it is in: shared by many, so that it tells little.
_TRADES = (
    "药局|大药局|药房|药师药局|诊所|牙医诊所|中医诊所|医院|药妆|超市|超商|便利商店|百货|书局|"
    "文具|餐厅|小吃|饮食|餐饮|食品|水产|农产|饮料|茶行|咖啡|烘焙|面包|旅行社|饭店|旅馆|科技|"
    "电子|光电|半导体|资讯|软体|通讯|电机|机械|精密|精密工业|工业|实业|企业|国际|贸易|化工|"
    "塑胶|橡胶|纺织|五金|钢铁|金属|包装|印刷|建设|营造|工程|建材|物流|运输|汽车|汽车零件|"
    "汽车材料|机车|能源|环保|生技|生物科技|制药|医疗器材|医疗|化妆品|美容|保险|投资|开发|文创|"
    "文化|出版|广告|设计|传播|家具|服饰|玩具|园艺|水电|电器|冷冻|批发|商店"
)
_TRADE = re.compile(f"(?:{_TRADES})$")
_REMARKS = frozenset({"旧", "新", "停业", "歇业", "停用", "重复", "勿用", "备用", "测试", "已迁", "已搬"})


@dataclasses.dataclass(frozen=True, slots=True)
class Name:
    """A name in parts: the place before it (台中), the core that tells it apart, its form of business, its key.

    ``key`` is place and core: two names with one key differ in nothing but form of business and spelling.
    """

    key: str
    place: str
    core: str
    form: str
    trade: str = ""

    @property
    def head(self) -> str:
        """The core without the trade behind it: what is the name's own."""
        return self.core[: len(self.core) - len(self.trade)]


@functools.lru_cache(maxsize=1)
def _simplified() -> dict[int, str]:
    """Each character beside its simplified one; the key is only compared, never shown."""
    characters = [chr(code) for code in range(0x4E00, 0xA000)]
    simple = opencc.OpenCC("t2s").convert("\n".join(characters)).split("\n")
    found = {ord(ch): other for ch, other in zip(characters, simple, strict=True) if ch != other}
    return found | {ord("臺"): "台", ord("颱"): "台"}


def simplify(text: str) -> str:
    """NFKC, no case, simplified characters."""
    return unicodedata.normalize("NFKC", text).casefold().translate(_simplified())


@functools.lru_cache(maxsize=4096)
def read_name(text: str) -> Name:
    """The parts of a name. A name that is nothing but a form of business is its own core."""
    said = simplify(text)
    for short, full in _SHORT_FORMS:
        said = short.sub(full, said)
    said = _BRACKETS.sub(_bracket, said)
    if said.isascii() or _LATIN_FORM.search(said):
        stripped = _LATIN_FORM.sub(" ", said)
        said = stripped if any(ch.isalnum() for ch in stripped) else said
    bare = "".join(filter(str.isalnum, said))
    bare = _HEAD.sub("", bare) or bare
    form = ""
    if (found := _last(bare)) is not None:
        rest = bare[: found.start()] + bare[found.end() :]
        if rest:
            form, bare = _FORMS[found[1]], rest
    place = _PLACE.match(bare)
    where = place[0][:2] if place and len(bare) - place.end() >= 2 else ""
    core = bare[place.end() :] if place and where else bare
    trade = _TRADE.search(core)
    return Name(where + core, where, core, form, trade[0] if trade and trade.start() else "")


def name_key(text: str, most: int = 200) -> str:
    """The key under which names that differ in form, width, blanks, brackets and 臺/台 alone meet."""
    return read_name(text).key[:most]


def branches_differ(one: str, other: str) -> str:
    """ "" for one house; "apart" for two branches of one (台中店, 台北店); "part" for a house and one branch of it."""
    if one == other:
        return ""
    shared = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    if shared < 2:
        return ""
    rests = one[shared:], other[shared:]
    ends = [bool(BRANCH.search(text)) for text in (one, other)]
    if all(ends) and any(len(rest) > 1 for rest in rests):
        return "apart"
    if not all(rests) and any(ends[n] and len(rests[n]) > 1 for n in (0, 1)):
        return "part"
    return ""


def _last(text: str) -> re.Match[str] | None:
    """Where the form of business stands: the last that is found, so that a branch may stand behind it."""
    found = list(_FORM.finditer(text))
    return found[-1] if found else None


def _bracket(found: re.Match[str]) -> str:
    inside = "".join(filter(str.isalnum, found[1]))
    return "" if inside in _REMARKS else inside
