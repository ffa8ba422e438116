"""Where the invented company sells: three regions, their teams, and for every rep a district with its middle.

Coordinates are degrees of latitude and longitude, near enough to the district's town hall.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Patch:
    """One rep's part of the market."""

    area: str
    city: str
    district: str
    latitude: float
    longitude: float


@dataclass(frozen=True)
class TeamPlan:
    """A team: who leads it, who sells in it, each with a patch of his own. The leader sells in the first one."""

    name: str
    region: str
    leader: str
    reps: tuple[str, ...]
    patches: tuple[Patch, ...]


# region, team, leader, reps, and for each rep: area, city, district, latitude, longitude
_TEAMS = """
中區|台中組|bob|alice adam amy andy
  台中西屯 台中市 西屯區 24.1810 120.6380
  台中北屯 台中市 北屯區 24.1880 120.6960
  台中南屯 台中市 南屯區 24.1380 120.6190
  台中豐原 台中市 豐原區 24.2520 120.7200
中區|彰化組|carol|charlie cindy chris claire
  彰化市區 彰化縣 彰化市 24.0790 120.5420
  員林 彰化縣 員林市 23.9580 120.5740
  鹿港 彰化縣 鹿港鎮 24.0560 120.4340
  和美 彰化縣 和美鎮 24.1110 120.5000
中區|大屯海線組|jack|jane jason jenny joyce jimmy
  台中大里 台中市 大里區 24.0995 120.6778
  台中太平 台中市 太平區 24.1265 120.7186
  台中烏日 台中市 烏日區 24.1046 120.6238
  台中沙鹿 台中市 沙鹿區 24.2334 120.5663
  台中大甲 台中市 大甲區 24.3489 120.6223
中區|投雲組|kate|kevin karen kelly ken kyle kitty
  南投 南投縣 南投市 23.9157 120.6637
  草屯 南投縣 草屯鎮 23.9740 120.6803
  埔里 南投縣 埔里鎮 23.9646 120.9679
  斗六 雲林縣 斗六市 23.7072 120.5430
  虎尾 雲林縣 虎尾鎮 23.7081 120.4323
  西螺 雲林縣 西螺鎮 23.7980 120.4606
北區|台北東組|frank|faye fiona felix ford finn
  台北大安 台北市 大安區 25.0263 121.5434
  台北信義 台北市 信義區 25.0305 121.5717
  台北松山 台北市 松山區 25.0500 121.5578
  台北南港 台北市 南港區 25.0546 121.6066
  台北內湖 台北市 內湖區 25.0836 121.5925
北區|台北西組|grace|gina gary gloria glen gwen
  台北中山 台北市 中山區 25.0685 121.5335
  台北中正 台北市 中正區 25.0324 121.5199
  台北萬華 台北市 萬華區 25.0335 121.4996
  台北大同 台北市 大同區 25.0633 121.5131
  台北士林 台北市 士林區 25.0929 121.5246
北區|新北組|henry|helen hugo hazel harry holly
  新北板橋 新北市 板橋區 25.0115 121.4627
  新北新莊 新北市 新莊區 25.0359 121.4502
  新北三重 新北市 三重區 25.0617 121.4879
  新北中和 新北市 中和區 24.9990 121.4990
  新北新店 新北市 新店區 24.9675 121.5415
北區|桃竹組|ivy|ian iris irene isaac ivan
  桃園 桃園市 桃園區 24.9936 121.3010
  中壢 桃園市 中壢區 24.9654 121.2246
  平鎮 桃園市 平鎮區 24.9439 121.2161
  竹北 新竹縣 竹北市 24.8387 121.0046
  新竹 新竹市 東區 24.8016 120.9718
南區|嘉義組|leo|lily linda louis lucy luke
  嘉義東區 嘉義市 東區 23.4826 120.4620
  嘉義西區 嘉義市 西區 23.4776 120.4350
  民雄 嘉義縣 民雄鄉 23.5514 120.4286
  朴子 嘉義縣 朴子市 23.4650 120.2470
  大林 嘉義縣 大林鎮 23.6038 120.4712
南區|台南組|mary|mark mia mandy marco matt
  台南中西區 台南市 中西區 22.9920 120.2050
  台南東區 台南市 東區 22.9803 120.2241
  台南永康 台南市 永康區 23.0262 120.2570
  台南仁德 台南市 仁德區 22.9722 120.2516
  台南新營 台南市 新營區 23.3104 120.3166
南區|高雄北組|nick|nancy neil nelly noah nate
  高雄左營 高雄市 左營區 22.6850 120.2980
  高雄楠梓 高雄市 楠梓區 22.7283 120.3265
  高雄岡山 高雄市 岡山區 22.7966 120.2958
  高雄三民 高雄市 三民區 22.6477 120.3180
  高雄鳥松 高雄市 鳥松區 22.6593 120.3640
南區|高屏組|paul|peter peggy penny pam phil polly
  高雄鳳山 高雄市 鳳山區 22.6269 120.3574
  高雄前鎮 高雄市 前鎮區 22.5990 120.3230
  高雄小港 高雄市 小港區 22.5650 120.3600
  高雄苓雅 高雄市 苓雅區 22.6217 120.3260
  屏東 屏東縣 屏東市 22.6690 120.4880
  潮州 屏東縣 潮州鎮 22.5503 120.5427
"""
REGIONS = {"北區": "nora", "中區": "mona", "南區": "sophie"}  # with their managers

# how a telephone number of the city begins, and the highest and lowest next digits
PHONES = {
    "台北市": ("02", 2300, 2799), "新北市": ("02", 2900, 2999), "桃園市": ("03", 300, 499), "新竹縣": ("03", 550, 559),
    "新竹市": ("03", 520, 579), "台中市": ("04", 2200, 2799), "彰化縣": ("04", 720, 789), "南投縣": ("049", 220, 299),
    "雲林縣": ("05", 530, 639), "嘉義市": ("05", 220, 289), "嘉義縣": ("05", 220, 379), "台南市": ("06", 200, 299),
    "高雄市": ("07", 300, 799), "屏東縣": ("08", 730, 789),
}  # fmt: skip


def _read(text: str) -> tuple[TeamPlan, ...]:
    teams: list[TeamPlan] = []
    for line in text.strip().splitlines():
        if not line.startswith(" "):
            region, name, leader, reps = line.split("|")
            teams.append(TeamPlan(name, region, leader, tuple(reps.split()), ()))
            continue
        area, city, district, latitude, longitude = line.split()
        patch = Patch(area, city, district, float(latitude), float(longitude))
        last = teams.pop()
        teams.append(TeamPlan(last.name, last.region, last.leader, last.reps, (*last.patches, patch)))
    return tuple(teams)


TEAMS = _read(_TEAMS)
