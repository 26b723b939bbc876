"""Words that stand in names without naming: particles, titles; and family names that Han and Hangul leave unspaced."""


def _words(listed: str) -> frozenset[str]:
    """The words of a list, however its lines are broken."""
    return frozenset(listed.split())


PARTICLES = _words(
    """
    al el ul as ash ar az an ad at ed es bin ibn ben bint binti binte bte bt b ould wuld wld oglu ogly
    qizi kizi van von der den de del della di da do dos das du la le las los y e zu zur ter ten af av ap
    i
    """
)
"""Latin words that link the parts of a name; also standing alone they weigh next to nothing."""

ARABIC_PARTICLES = frozenset({"ال", "بن", "ابن", "بنت", "ولد"})

TITLES = _words(
    """
    mr mrs ms miss mstr dr prof professor sir lady lord dame rev reverend fr father sister brother hon
    judge gen general col colonel maj major capt captain lt lieutenant sgt cmdr commander adm admiral
    brig sheikh shaykh sheik shaikh sheykh cheikh chekh haji hajji hadji hajj alhaji alhaj hajja hajia
    al-haj mullah mulla molla mawlawi maulavi maulvi mawlana maulana ustad ustaz ustadh sayyid sayed
    syed qari hafiz imam ayatollah hujjat mufti malik- eng engr ing avv dott doctor herr frau monsieur
    madame mme mlle senor senora sr sra don dona jr ii iii iv phd md esq
    """
)
"""Titles, honorifics and generational marks in Latin letters, folded; sayyid, hafiz and the like are names too, so they are only marked."""

OTHER_TITLES = _words(
    """
    الشيخ شيخ الحاج حاج حاجي الدكتور دكتور ملا مولوي
    مولانا السيد سيد д-р г-н 先生 氏 씨 さん
    """
)

HAN_FAMILY_NAMES = frozenset(
    "王李张張刘劉陈陳杨楊黄黃赵趙周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉"
    "阎閻余潘杜戴夏钟鐘鍾汪田任姜范方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔文庞龐樊兰蘭殷"
    "施陶洪翟安颜顏倪严嚴牛温溫芦季俞章鲁魯葛伍韦韋申尤毕畢聂聶丛焦向柳邢路岳齐齊梅莫庄莊辛管祝左涂谷祁时時舒耿牟卜詹关關苗凌费費纪紀靳盛童欧歐甄项項曲成游阳陽"
    "裴席卫衛查屈鲍鮑位覃霍翁隋甘景薄单單包司柏宁寧柯阮桂闵閔解强強丘车車苑全朴池権权權南宮琴奇鬼"
)

HAN_DOUBLE_FAMILY_NAMES = _words(
    """
    欧阳 歐陽 司马 司馬 诸葛 諸葛 上官 司徒 东方 東方 独孤 獨孤 南宫 南宮 夏侯 尉迟 尉遲 皇甫
    公孙 公孫 慕容 长孙 長孫 宇文 令狐 端木 轩辕 軒轅 百里 呼延 澹台 太史
    """
)

HANGUL_FAMILY_NAMES = _words(
    """
    김 이 박 최 정 강 조 윤 장 임 한 오 서 신 권 황 안 송 류 유 전 홍 고 문 양 손 배
    백 허 남 심 노 로 하 곽 성 차 주 우 구 나 라 민 진 지 엄 채 원 천 방 공 현 함 변
    염 여 려 추 도 소 석 선 설 마 길 연 위 표 명 기 반 왕 금 옥 육 인 맹 제 모 탁 국
    어 은 편 용 리 림 량
    """
)

HANGUL_DOUBLE_FAMILY_NAMES = frozenset(["남궁", "황보", "제갈", "사공", "선우", "서문", "독고", "동방"])

SERVANT_OF = _words(
    """
    rahman rahim aziz azeez malik salam karim qadir kader hamid majid latif razzaq wahab wahid hakim
    halim samad nasir nasser nabi rasul hadi hady jabbar ghani ghafur ghaffar baqi bari basit fattah
    haqq haq hak hafiz jalil khaliq mumin muhsin muttalib nur noor qahhar qayyum quddus rauf raouf
    rashid sabur sattar shakur tawwab wadud wali wakil zahir munim moneim muizz alim aleem azim azeem
    hayy hai hay ahad rab rabb qawi kawi ati rida reza hussein husain
    """
)
"""The names of God (and of the revered) that follow *abd*, 'servant of'."""

OF_THE_FAITH = _words(
    """
    nur noor nour salah jamal djamal gamal saif seif sayf shams ala alaa badr nasir fakhr qutb siraj
    zain zein zin zine muhyi imad izz azz jalal djalal kamal taj baha diya dia husam sharaf sad saad
    najm rukn ghiyath nizam shihab chihab burhan taqi muin riyad fathi
    """
)
"""What *al-din*, 'of the faith', follows in names."""
