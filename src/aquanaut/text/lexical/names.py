"""The people of an article: who is named, which surname is whose, and whom "he" and "she" mean.

First names, titles and peoples are lists written from general knowledge; a name that stands in no list is still a name,
only its gender is unknown. Pronouns go to the last person that fits, which is right about four times in five.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from aquanaut.text.anchors import Span
from aquanaut.text.lexical import wording as kind
from aquanaut.text.lexical.wording import Wording, word_set

_MEN = word_set(
    "james john robert michael mike william will bill david richard joseph joe thomas tom charles charlie "
    "christopher chris daniel dan matthew matt anthony tony mark donald don steven steve stephen paul andrew andy "
    "joshua josh kenneth ken kevin brian bryan george edward ed ted ronald ron timothy tim jason jeffrey jeff "
    "ryan jacob jake gary nicholas nick eric jonathan jon larry justin scott brandon benjamin ben samuel sam "
    "gregory greg frank alexander alex raymond ray patrick pat jack dennis jerry tyler aaron jose henry harry "
    "adam douglas doug nathan peter pete zachary walter kyle harold carl jeremy keith roger gerald ethan arthur "
    "terry christian sean shawn lawrence austin noah jesse albert al bruce willie jordan dylan alan allen juan "
    "gabriel louis lou philip phil wayne roy ralph randy eugene vincent russell bobby johnny bernard bernie "
    "barack mitt newt rand marco jeb rick lindsey lindsay rudy karl boris vladimir emmanuel angus nigel oliver "
    "simon martin stuart graham neil ian colin derek craig todd chuck rob jim jimmy dave fred leonard leon max "
    "oscar omar ahmed ali mohammed muhammad hassan ibrahim abdul carlos luis miguel pedro jorge antonio francisco "
    "diego manuel raul ivan igor sergei dmitri hans klaus jean pierre jacques giuseppe marc luke lucas logan "
    "mason liam evan hugh hugo clarence elijah isaac ezra abraham earl glenn dick norman stanley ernest clifford "
    "clyde floyd lloyd kirk kurt brett brad bradley trent troy curtis darren darrell duane dwight edgar felix "
    "franklin garrett gilbert grant harvey herbert howard irving jared jay joel kent lance leo leroy lewis marcus "
    "marvin maurice melvin micah mitch mitchell morris nelson orrin owen percy perry preston quentin reggie rex "
    "rodney roland ross rupert seth sheldon shane sidney spencer sterling terrence theodore tobias travis trevor "
    "tucker victor vernon wallace warren wesley reince corey julian cory kellyanne- xavier yusuf zack huma- wei "
    "hiroshi kenji ravi raj sanjay arjun vikram narendra benny avi yair ehud shimon"
)
_WOMEN = word_set(
    "mary patricia jennifer jen linda elizabeth liz barbara susan sue jessica sarah sara karen lisa nancy betty "
    "sandra margaret ashley kimberly kim emily donna michelle carol amanda melissa deborah debbie stephanie "
    "rebecca sharon laura cynthia dorothy amy kathleen kathy angela shirley emma brenda pamela pam nicole anna "
    "samantha katherine catherine kate katie christine christina debra rachel carolyn janet maria olivia heather "
    "helen diane julie joyce victoria ruth virginia lauren kelly joan evelyn olga judith judy andrea hannah megan "
    "cheryl jacqueline jackie martha madison teresa theresa gloria sara janice ann anne annie marie julia grace "
    "denise amber danielle marilyn beverly charlotte natalie sophia diana brittany isabella kayla alexis tiffany "
    "hillary chelsea ivanka melania carly kellyanne huma sarah nikki elena sonia ellen claire clara alice abigail "
    "adele agnes alison allison audrey bonnie bridget caroline celia cecelia cecilia cindy connie daisy dana dawn "
    "edith eileen eleanor elaine elsie erica erin esther eva faith fiona florence frances gail gina ginger gwen "
    "harriet holly hope ida ingrid irene iris isabel ivy jane jean jeanne jill jenny joanna jodi josephine june "
    "kristen kirsten krista lena leslie lillian lily loretta lois lorraine lucy lydia lynn mabel maggie marcia "
    "margot marianne marjorie maureen maxine meg mercedes mildred mindy miranda miriam molly monica muriel nadia "
    "naomi nina nora norma opal paige paula peggy penelope penny phyllis polly priscilla rhonda rita roberta rosa "
    "rose rosemary roxanne sabrina sally sandy selena shannon sheila shelley sherry sonya stacy stella susanna "
    "suzanne sylvia tamara tammy tara tina tracy ursula valerie vanessa vera veronica vicki vivian wanda wendy "
    "yolanda yvonne zoe angelina beth becky debby dianne fatima aisha leila zainab mei priya indira benazir golda "
    "ayaan marine theresa"
)
_TITLES = word_set(
    "mr mrs ms miss dr sen sens senator rep reps representative gov govs governor president vice secretary gen "
    "general col colonel lt capt captain sgt maj major adm admiral cmdr commander judge justice chief mayor "
    "sheriff prof professor rev reverend pope king queen prince princess sir lord lady dame congressman "
    "congresswoman chairman chairwoman minister prime chancellor ambassador attorney director detective officer "
    "former ex-president ex-governor st hon messrs supt speaker majority minority leader republican democrat "
    "democratic gop"
)
_OFFICES = word_set(
    "university party committee house senate congress court department news times post journal press association "
    "union institute foundation center council company inc corp group club bank agency bureau office campaign "
    "administration state states county city street avenue north south east west new united white supreme "
    "national american international monday tuesday wednesday thursday friday saturday sunday act bill amendment "
    "war day school college hospital church coalition federation network magazine street poll survey conference "
    "tower airport island river lake mount"
)
PEOPLES = word_set(
    "american americans european europeans western eastern northern southern british english irish scottish welsh "
    "french german germans italian italians spanish russian russians ukrainian ukrainians polish chinese japanese "
    "korean koreans indian indians pakistani israeli israelis palestinian palestinians arab arabs iranian "
    "iranians iraqi iraqis syrian syrians turkish egyptian saudi mexican mexicans canadian canadians cuban cubans "
    "brazilian african africans asian asians latino latinos latina latinas hispanic hispanics black blacks white "
    "whites african-american african-americans muslim muslims islamic christian christians jewish jews jew "
    "catholic catholics protestant evangelical evangelicals mormon mormons hindu buddhist republican republicans "
    "democrat democrats democratic gop libertarian conservative conservatives liberal liberals tory tories labour "
    "socialist communist marxist millennial millennials soviet australian australians dutch swedish norwegian "
    "danish greek iowan iowans texan texans californian californians floridian new-yorkers southerners floridians "
    "internet twitter facebook iowans ohioans democratic-leaning nazi nazis jewish-american arab-american tea "
    "english-speaking native caucasian puerto-rican venezuelan colombian argentine nigerian kenyan ethiopian "
    "afghan afghans kurdish kurds sunni sunnis shiite shiites vietnamese thai filipino indonesian malaysian swiss "
    "austrian hungarian czech romanian bulgarian serbian croatian belgian portuguese finnish baltic nordic latin"
)
_FORMS_OF_ADDRESS = {"mr": "m", "mrs": "f", "ms": "f", "miss": "f", "sir": "m", "lady": "f", "king": "m", "queen": "f"}
_MALE, _FEMALE = word_set("he him his himself"), word_set("she her hers herself")
ANYBODY = word_set("he she they we i you who him her them us me his their those")


@dataclass(frozen=True)
class Mention:
    """A place where a person is named: token range, full name as far as known, "m", "f" or ""."""

    first: int
    last: int
    name: str
    gender: str


def named(w: Wording, span: Span) -> bool:
    """True when `span` names somebody or something, or is a bare pronoun. Peoples and parties name nobody."""
    a, b = w.tokens_of(span)
    if b - a == 1 and w.low[a].split("'")[0] in ANYBODY - {"those"}:
        return True
    return any(
        w.tags[k] & kind.NAME and not w.tags[k] & kind.TIME and w.low[k].removesuffix("'s") not in PEOPLES
        for k in range(a, b)
    )


def is_office(word: str) -> bool:
    """True for a lower-case word that stands in the names of bodies and places, not of people."""
    return word in _OFFICES


class People:
    """Everybody a text names, in order, and who is meant by a surname or a pronoun."""

    def __init__(self, w: Wording) -> None:
        self._w = w
        self._full: dict[str, Mention] = {}
        self.mentions: list[Mention] = []
        for first, last in _runs(w):
            self._meet(first, last)
        self._starts = [m.first for m in self.mentions]

    def _meet(self, first: int, last: int) -> None:
        """Take in the name at tokens `first` to `last`, if it is a person's."""
        w = self._w
        while last > first and not w.tags[last - 1] & kind.NAME:
            last -= 1
        begin, gender, titled = self._begin(first, last)
        words = [w.low[k].removesuffix("'s") for k in range(begin, last) if w.tags[k] & kind.NAME]
        if not words or any(word in _OFFICES or word in PEOPLES for word in words):
            return
        known = self._full.get(words[-1])
        gender = gender or ("m" if words[0] in _MEN else "f" if words[0] in _WOMEN else "")
        if len(words) == 1 and known is not None:
            self.mentions.append(Mention(first, last, known.name, gender or known.gender))
        elif titled or (len(words) > 1 and gender):
            gender = gender or (known.gender if known else "")
            mention = Mention(first, last, self._plain(begin, last), gender)
            self._full[words[-1]] = mention
            self.mentions.append(mention)

    def _begin(self, first: int, last: int) -> tuple[int, str, bool]:
        """Where the name itself begins, after titles and offices; a title's gender; whether there is a title."""
        w = self._w
        begin, gender, titled = first, "", False
        for k in range(first, last):
            if w.low[k] in _TITLES or (titled and w.low[k] == "." and k == begin):
                begin, titled = k + 1, titled or w.low[k] in _TITLES
                gender = _FORMS_OF_ADDRESS.get(w.low[k], gender)
            elif w.low[k] in _MEN or w.low[k] in _WOMEN:
                # "New York Mayor Bill de Blasio", "State John Kerry": what stands before is no part of the name.
                if k + 1 < last and (w.low[begin] in _OFFICES or w.low[begin] in PEOPLES):
                    begin = k
                break
        return begin, gender, titled

    def _plain(self, first: int, last: int) -> str:
        words = self._w.span(first, last).of(self._w.doc.text)
        return words.removesuffix("'s").removesuffix("’s")

    def name_of(self, span: Span) -> str:
        """The full name of the person whom the words of `span` name, "" if they name nobody known."""
        a, b = self._w.tokens_of(span)
        n = bisect_left(self._starts, a)
        return self.mentions[n].name if n < len(self.mentions) and self.mentions[n].first < b else ""

    def before(self, token: int, pronoun: str, reach: int = 120) -> Mention | None:
        """Whom a pronoun at `token` means: the last person named before it that fits, within `reach` tokens."""
        want = "m" if pronoun in _MALE else "f" if pronoun in _FEMALE else ""
        if not want:
            return None
        n = bisect_left(self._starts, token) - 1
        while n >= 0 and token - self.mentions[n].first <= reach:
            if self.mentions[n].gender in ("", want):
                return self.mentions[n]
            n -= 1
        return None


def _runs(w: Wording) -> list[tuple[int, int]]:
    """Stretches of name tokens; the dots of titles and initials do not end one."""
    found: list[tuple[int, int]] = []
    tags, low = w.tags, w.low
    k, n = 0, len(low)
    while k < n:
        if not tags[k] & kind.NAME or tags[k] & kind.TIME:
            k += 1
            continue
        start = k
        while k < n and (tags[k] & kind.NAME or _bridges(w, k)):
            k += 1
            if low[k - 1].endswith("'s"):
                break
        found.append((start, k))
    return found


def _bridges(w: Wording, k: int) -> bool:
    """True for a dot inside a name, and for small words that stand in one (de, van, bin)."""
    if k + 1 >= len(w.low) or not w.tags[k + 1] & kind.NAME:
        return False
    if w.low[k] == ".":
        return bool(w.tags[k - 1] & kind.ABBR) or w.ends[k - 1] - w.starts[k - 1] == 1
    return w.low[k] in ("de", "van", "von", "bin", "al", "del", "da", "di", "la", "der")
