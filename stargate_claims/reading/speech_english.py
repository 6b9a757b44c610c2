"""English sentences that hand on what somebody says: which verb, whose, and which words are theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stargate_claims.reading.names import CALENDAR, DESCRIBED_FIRM, LINKED, either, trie, words
from stargate_claims.reading.phrases import Phrase
from stargate_claims.reading.sentences import Sentence
from stargate_claims.reading.speech import Speech, speech_words

# London-listed is no name of the miner.
_CAPITALS = rf"(?:(?!\w+-(?:{LINKED})\b)[A-Z][\w&.'’-]*|[0-9][A-Z]\w*)"
_NO_NAMES = (
    "The A An This That These It They He She We I In On At But And For By As If Last Next Both Its "
    "To About Nearly Around Some More Over Up January February March April May June July August "
    "September October November December Monday Tuesday Wednesday Thursday Friday Saturday Sunday "
    "According Under After Before Since While When With Without Despite During Although Though However "
    "Meanwhile Still Yet Also Then Here There Today Yesterday Tomorrow Not No One Two Three Four Five Six "
    "Seven Eight Nine Ten Only Most Many Few Several Such Those Their His Her Our My Your What Who How Why "
    "Where Because Instead Rather Even Just Now Thousands Hundreds Millions Billions Dozens Scores Tens Nobody "
    "Everybody Someone Anyone Everyone Others Other Each Every Another Any All Neither Either Much Less Fewer Once "
    "Again Perhaps Maybe Until Unless Whether Almost Roughly From Of Citing Counting Quoting Asked Speaking Including "
    "Among Amid Excluding Adding Noting Building Buying Selling Using Taking Making Giving Having Being Following "
    "Referring"
)
# A preposition is no part of a name, nor the month behind it: "In November Haldane pledged".
_NO_NAME = (
    rf"(?!(?:In|On|At|By|For|Since|After|Before|During|Under|From|Until|With|But|And|As|If|When|While|Although)\b)"
    rf"(?!(?:{'|'.join(_NO_NAMES.split())})\b(?! (?!\w+-(?:{LINKED})\b)[A-Z]))"
    rf"(?!(?:{CALENDAR}) (?:forecasts?|estimates?|reports?|data|figures|surveys?|polls?|readings?)\b)"
    rf"(?!(?:(?<=\b[IO]n )|(?<=\b[io]n )|(?<=\b[LlPp]ast )|(?<=\bsince )|(?<=\bSince ))(?:{CALENDAR})\b)"
)
_LINKS = (
    "of the|of|and|&|for|the|de la|de|del|della|dello|degli|du|des|di|da|van der|van den|van|von der|von|al|bin|ibn"
)
_NAME = rf"(?:{_NO_NAME}{_CAPITALS}(?: (?:{_LINKS})(?= [A-Z])| {_CAPITALS}){{0,7}})"
_GENERIC = either([*words("unnamed", "en"), *words("pair", "en"), *words("firm", "en"), *words("person", "en")])
_GENERICS = rf"(?:(?i:\b(?:{_GENERIC})\b))"
_OFFICE = r"(?:\b(?:[Aa]|[Tt]he|[Ii]ts) (?:(?:company|government|city|ministry|state|county|federal|local|senior|union|team|club|bank|hospital) )?(?:spokes(?:person|man|woman)|official|executive))"  # noqa: E501
_BODIES = either(words("body", "en"))
# "the port authority of Kestrel Bay", "its board": bodies that speak without a name of their own.
_WHOSE = rf"(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|{_CAPITALS}(?: {_CAPITALS})?['’]s)"
_BODY = (
    rf"(?:\b{_WHOSE} (?:[A-Za-z][\w.'-]* ){{0,3}}?(?:{_BODIES})\b(?: (?:{_BODIES})\b)*"
    rf"(?! [A-Z][a-z])(?: (?:of|for) {_NAME})?)"
)
_PEOPLE = (
    r"(?:(?i:\b(?:(?:one|two|three|some|several|a|the) (?:of the )?)?(?:people|persons?|sources?|officials?|lawyers?|bankers?|executives?|employees|investors?|traders?))"  # noqa: E501
    r" (?:familiar with|briefed on|with (?:direct )?knowledge of|close to|involved in|who (?:saw|attended|heard|read|reviewed|know|were|was)) [a-z][^,.;“”\"]{1,40}?(?=,|\.| said| told| put| reckon| estimate|\Z))"  # noqa: E501
)
_PERSONS = either(words("people", "en"))
_ONE = rf"(?:\b[Aa] (?:second|fourth|fifth|third(?= [a-z]+ (?:said|says|told|added)))(?: (?:source|person|official|executive|lawyer|banker))?\b|\b(?i:one|another) (?:[A-Za-z-]+ ){{0,2}}(?:{either({*words('title', 'en'), *(word.removesuffix('s') for word in words('people', 'en'))})})\b)"  # noqa: E501
"""One engineer, another former manager."""
_HIS = rf"(?:\b(?i:his|her|its|their) (?:[a-z-]+ ){{0,2}}(?:{either({*words('title', 'en'), *(word.removesuffix('s') for word in words('people', 'en')), 'clerk', 'aide', 'lawyer', 'office', 'team', 'campaign', 'union'})})\b)"  # noqa: E501
"""His finance clerk, its lawyers' spokesman."""
_SOMEONE = rf"(?:\b(?:[Aa]n? (?:[a-z-]+ ){{0,2}}[a-z]+|(?i:{_PERSONS})) (?:at|in|for|from|with) (?:the )?{_NAME})"
_POLLED = rf"(?:\b(?:[Aa]nalysts|[Ee]conomists|[Ii]nvestors) (?:polled|surveyed) by {_NAME})"
_SEVERAL = (
    r"(?!(?:Among|Amid|In|On|For|From|With|By|At|Of|Like|Unlike)\b)"
    r"(?:[A-Z][a-z]+|[Tt]he [a-z]+['’]s|[Tt]he|[Ss]ome|[Ss]everal|[Mm]any|[Ll]ocal)"
)
_PLURALS = rf"(?:(?<!\bof )(?<!\bthan )\b{_SEVERAL} (?:[a-z-]+ )?(?:{_PERSONS})\b)"
_FIRM_TITLED = rf"(?:\b{_NO_NAME}{_CAPITALS}(?: {_CAPITALS})?(?:['’]s)? (?:{either(words('title', 'en'))}) {_NAME})"
"""Kestrel chief executive Rolf Steiner."""
_TITLED = rf"(?:\b(?i:{either(words('title', 'en'))}) {_NAME})"
_DESCRIBED = rf"(?:\b[A-Z][a-z]+ (?:{_BODIES}|firm|company|maker|operator|developer|chain|startup) {_NAME})"
_ANYBODY = (
    r"(?:(?<=[,”\"] )[Tt]he (?:[a-z'’-]+ ){0,3}?[a-z]{3,}(?<!report)(?<!figures)(?<!data)(?<!s)"
    r"(?= (?:said|says|told|added|estimated|reckons)\b))"
)
"""…, the state auditor said: whoever stands behind a comma before a verb of saying."""
_DESCRIPTIONS = "|".join(
    (
        _PEOPLE,
        _POLLED,
        _SOMEONE,
        _ONE,
        _HIS,
        _PLURALS,
        DESCRIBED_FIRM,
        _DESCRIBED,
        _FIRM_TITLED,
        _TITLED,
        _OFFICE,
        _BODY,
        _ANYBODY,
    )
)
_WHO = rf"(?P<who>{_DESCRIPTIONS}|{_NAME}|{_GENERICS})"
_VERBS = either([*speech_words("say", "en"), *speech_words("report", "en"), *speech_words("intend", "en")])
_INTENDS = frozenset(speech_words("intend", "en"))
_DOING = "demanding|seeking|asking for|asking [a-z]+ for|calling for|proposing|offering"
_REPORTS = frozenset(speech_words("report", "en"))
_AFTER = re.compile(
    r"[.,]|\Z| (?:on|in|at|this|last|late|early|citing|reporters)\b| (?:the |a |an )?[A-Z][\w' ]{1,40}[.,]"
)
_AND_AFTER = re.compile(r"(?: (?:on )?[A-Z][a-z]+day)?,? (?:after|because) ")
"""…, the union said on Friday after 94% backed a strike: that is its word too."""
_LOWER = re.compile(r"(?<=[,”\"] )(?:[a-z][\w'’-]* ){1,4}\Z")
"""What describes a subject behind a comma: "…, grid operator Netlinje said"."""
_GOES_ON = re.compile(r"(?: [^,.;“”\"]{1,30})?, (?!which|who|but|and|as|while|saying)")
_PASSIVE = re.compile(rf"\b(?P<verb>{_VERBS}) by (?:the |a |an )?{_WHO}")
_FORESEEN = re.compile(
    r"\b(?:expected|forecast|predicted|estimated|anticipated|pencill?ed in|projected|seen) by (?:the )?"
    rf"(?P<who>{_POLLED}|[a-z]+(?= (?:polled|surveyed))|analysts|economists|investors|traders|forecasters)"
)
"""against a drop of 0.2% pencilled in by economists: what a crowd foresees stands right before."""
_HEARSAY = re.compile(rf"\b(?:{either(speech_words('hearsay', 'en'))})\b")

_DAY = (
    r"(?: (?:on |last |this |earlier this )?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|week|month|year)"
    r"|,? (?:in|on) (?:January|February|March|April|May|June|July|August|September|October|November|December)(?: [0-9]{1,4})?,?)?"  # noqa: E501
)
# The subject may be set off by a title: "Jane Doe, the company's chief executive, said".
_SUBJECT_VERB = re.compile(
    rf"{_WHO}(?:'s)?(?: (?:newspaper|magazine|daily|weekly|website|news agency|broadcaster))?(?:,? \([^()]{{1,40}}\))?(?:(?:, [^,.]{{1,80}}){{1,2}},|,(?= (?:said|says|told|added|wrote|noted)))?"  # noqa: E501
    rf"{_DAY}(?: (?:declined|refused) to [^,.;“”\"]{{1,60}}? (?:but|and))? (?:(?:also|now|still|then|has|have|had|later|again|[a-z]{{3,12}}ly) ){{0,2}}"  # noqa: E501
    rf"(?P<verb>{_VERBS}|(?:is|are|was|were) (?:{_DOING}))\b"
)
_APPOSED = re.compile(
    rf"(?:\b[A-Z][\w.-]*(?: [A-Z][\w.-]*){{0,4}}['’]s|\b(?i:the|its|their|an?)) (?:[\w'’-]+ ){{0,4}}[a-z][\w-]*(?: (?:of|at|for) (?:the )?{_NAME})?, "  # noqa: E501
    rf"(?P<who>{_NAME}),{_DAY} (?:also |has |have |had )?(?P<verb>{_VERBS})\b"
)
_VERB_SUBJECT = re.compile(
    r"[,”\"] (?P<verb>said|says|added|wrote|noted|warned|argued|insisted|predicted|estimated|conceded|admitted"
    r"|countered|replied|recalled|explained|complained|estimates|warns|argues) "
    r"(?!(?:it|they|he|she) [a-z])"  # , said it was: no subject of that verb
    rf"(?:the (?:[a-z][\w'’-]* ){{1,4}}(?=[A-Z])|(?![Tt]he |[Ii]ts |[Tt]heir |an? )(?:[a-z][\w'-]* ){{1,4}}(?=[A-Z])|(?:its|their|the|an?) (?:[a-z][\w'’-]* ){{0,5}}?[a-z][\w'’-]*, (?=[A-Z]))?{_WHO}"  # noqa: E501
)
_ACCORDING = re.compile(
    rf"(?i:\baccording to|\bciting) (?:the |a |an )?(?:[a-z]+(?: [A-Za-z]+){{0,6}}? (?:by|from) (?:the )?(?=[A-Z]|(?:{_BODIES})\b)|(?:its |their |his |her )?(?:[a-z][\w'’-]* ){{0,4}}[a-z][\w'’-]*, (?=[A-Z][\w'’-]+ [A-Z]))?(?P<who>(?:{_PEOPLE}|{_NAME}|{_GENERICS}|[a-z][\w '’-]{{2,50}}?))(?=[,.;]|\Z| (?:who|which|cited|on)\b)"  # noqa: E501
)

_DATA = re.compile(
    rf"(?:\A|[,;] |“|\")(?:[Tt]he )?(?P<who>{_NAME}|(?:[a-z]+ )?(?:{_BODIES})|(?:[Ii]ts|[Tt]heir)(?: own)?) "
    r"(?:data|figures|records|documents|statistics|filings) (?:show|suggest|indicate)(?:s|ed)?\b"
)
"""Farms have applied, ministry data show: the ministry speaks."""
_STUDY = re.compile(
    rf"{_WHO}(?:['’]s|s['’]) (?:[a-z-]+ ){{0,2}}"
    r"(?:report|study|survey|analysis|audit|review|index|poll|census|inquiry|data|figures|statistics|estimates?"
    r"|forecasts?) "
    r"(?:found|finds|showed|shows|said|says|estimated|estimates|concluded|concludes|warned|warns|put)\b"
)
_PUTS = re.compile(
    r"(?:\b(?P<paper>(?:[Ii]ts|[Tt]heir) (?:own |latest |internal )?"
    r"(?:study|report|estimates?|analysis|data|figures|forecasts?|review))"
    rf"|{_WHO}),? (?:(?:has|have|now|also|still|today) )*(?P<verb>puts?) [^.,;“”\"]{{1,60}}? at (?:about |around |roughly |nearly |up to |more than |less than |at least )?(?=[^ ]{{0,3}}[0-9])"  # noqa: E501
)
"""The ministry puts the cost at $3 million: a value that somebody gives."""
_COUNTS = re.compile(rf"(?:{_WHO}) (?P<verb>counts|counted) (?=(?:[a-z]+ ){{0,3}}[0-9])")
"""The department counts 212 closures."""
_WHICH = re.compile(
    rf"(?:\b(?:which|that) |(?<=[a-z]) )(?P<who>{_DESCRIPTIONS}|{_NAME}) (?:has |have )?(?P<verb>puts?|estimates?|estimated) "  # noqa: E501
    r"(?=(?:at|would|will) )"
)
"""legal costs, which one person close to the case put at £3m."""
_BY_HIS = re.compile(
    r"\b(?i:by|under) (?:the (?=[A-Z]))?(?P<who>(?:his|her|its|their)|[A-Z][\w-]+(?: [A-Z][\w-]+)?(?=['’]s))(?:['’]s)?"
    r" (?:own |new |latest |draft )?"
    r"(?:math|reckoning|estimate|count|calculations?|account|telling|proposal|plan|offer|budget|forecast)\b"
)
"""By his math, under her proposal: whoever made it speaks."""
_REVISES = re.compile(
    rf"{_WHO}{_DAY} (?P<verb>lifted|raised|cut|lowered|trimmed|boosted|slashed|reduced|upgraded|hiked|kept|maintained|left|held)"  # noqa: E501
    r" (?:its|their|his|her) (?:[0-9a-z]+ ){0,3}(?:forecasts?|estimates?|outlook|guidance|targets?|projections?)\b"
)
"""A broker lifted its forecast: whoever revises one speaks in it."""
_DOCUMENT = (
    r"(?:memo|memorandum|papers|notes?|pitch deck|deck|letter|prospectus|filing|presentation|document|report|study|audit|survey|poll|email|slide"  # noqa: E501
    r"|contract|agreement|ruling|lawsuit|complaint|indictment|draft|manifesto|white paper|filings|accounts|records|documents|files|logs|emails)"  # noqa: E501
)
_PAPER_SAYS = re.compile(
    rf"(?:\A|[,;] (?:and |but )?|\b(?:and|but|while) )(?P<who>(?!(?:In|At|On|By|From|For|With|According|Under|Citing|Of)\b)(?:[Aa]n?|[Tt]he|[Ii]ts|[Tt]heir|[Ii]nternal|[Cc]ourt|[Cc]ompany|[Pp]ublic|[Tt]ax)?"  # noqa: E501
    rf" ?(?:[A-Za-z-]+ ){{0,2}}?(?i:{_DOCUMENT}))(?: (?:dated|sent|seen|obtained|reviewed|prepared|released|filed|published|issued|circulated"  # noqa: E501
    r"|leaked|dating|for|to|from|of|in|on)\b[^,;“”\"]{0,60}?)?(?:, [^;“”\"]{3,80}?,)? "
    r"(?P<verb>says?|said|shows?|showed|puts?(?= [^.;]{1,80} at [^.;]{0,20}[0-9])|values?|valued|forecasts?|estimates?|estimated|lists?|listed|warns?|warned"  # noqa: E501
    r"|projects?|projected|states?|stated|suggests?|alleges?|alleged|claims?|describes?|indicates?|found)\b"
)
"""A pitch deck sent to investors values the company at $1 billion: the deck speaks."""
_PAPERS_OF = re.compile(
    rf"\b(?:figures|data|documents|records|statistics|estimates?|notes?|memo|report|letter|study|filing) (?:that )?{_WHO} "  # noqa: E501
    r"(?:released|published|compiled|collected|gave|shared|provided|obtained|sent|issued|wrote|filed|circulated)\b"
)
"""According to figures the council released: the council speaks."""
_PUBLISHED_BY = re.compile(
    r"\b(?:report|analysis|study|survey|poll|review|paper|index)"
    r" (?:published|released|issued|conducted|compiled|commissioned)"
    rf"(?: (?:on |in |last |this |earlier )?[A-Za-z]+(?: [a-z]+)?)? by (?:the )?{_WHO}"
)
"""An analysis published last week by the Calder Trust: whoever published it speaks."""
_POLL_BY = re.compile(
    rf"\b[Aa] (?:[a-z]+ )?(?:report|analysis|study|survey|poll|review) (?:by|from) (?:the )?{_WHO}(?:, [^,;“”]{{3,60}},)? (?:found|showed|shows|suggested|put|had|says|said|estimated|concluded)\b"  # noqa: E501
)
"""A rival poll by Pulso had them level: whoever made it speaks."""
_POSTED = re.compile(
    r"\b(?:post|statement|notice|message|video|entry|filing) (?:published |posted )?(?:on|in|to) "
    r"(?P<who>[Tt]he [a-z]+(?=['’]s )|[Ii]ts(?= )|[A-Z]\w+(?: [A-Z]\w+)?(?=['’]s ))(?:['’]s)? "
    r"(?:official |own |corporate )?(?:blog|website|site|page|account|newsroom)\b"
)
"""According to a post on the company's blog: the company speaks."""
_FOUND = re.compile(
    rf"(?P<who>{_BODY})(?: (?:that|which) [^,.;“”]{{3,40}}?)? (?:has |had )?(?:found|ruled|concluded) "
    r"(?=that |the |it |its |no |he |she |they |[A-Z])"
)
"""The commission that heard the case found the club had lost $3 million."""
_ORDERS = re.compile(
    r"(?:\A|(?<=[,;] ))(?P<who>(?:[Aa]n?|[Tt]he) (?:(?:federal|state|district|appeals|high|county|city|grand|national) ){0,2}"  # noqa: E501
    r"(?:court|jury|judge|tribunal|regulator|commission|watchdog|council|panel|arbitrator)"
    r"|(?:The )?(?:[A-Z][\w.-]+ ){1,4}(?:Court|Commission|Authority|Agency|Council|Tribunal))"
    rf"(?: (?:in|of) {_NAME})?(?: (?:on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)?(?: ha[ds])? (?P<verb>ordered|fined|sentenced|awarded) "  # noqa: E501
)
"""A jury ordered Kestrel to pay $3 million: what it orders is its own word."""
_CROWD = re.compile(r"(?:[A-Z][a-z]+ )?(?:[Aa]nalysts|[Ee]conomists|[Ii]nvestors|[Tt]raders|[Tt]he market)\b")
_FORESEES = frozenset(("expect", "expects", "expected", "forecast", "predicted", "estimated"))
"""Analysts had expected $3 million: an expectation beside a figure, after which they do not go on speaking."""
_RESULTS = re.compile(
    r"(?: (?:on|for|in) [A-Z][a-z]+)? (?:(?P<its>an?|its|the|their) )?(?:[a-z-]+ ){0,3}?"
    r"(?:profits?|revenues?|sales|loss(?:es)?|earnings|income|results|orders|deliveries|turnover|growth|increase|decline|drop|rise)\b"
)
"""A company that reported a profit is no paper."""
_HAPPENED = re.compile(
    r" (?:[^,.;“”]{0,30} )?(?:rose|fell|had|was|were|would|will|grew|slowed|jumped|dropped|slid|climbed|tumbled|is|are)\b"  # noqa: E501
)
"""Bloomberg reported sales at Kestrel fell: what happened to somebody else."""
_GERUND = re.compile(r", (?P<verb>saying|adding|noting|arguing|warning|insisting|claiming|stressing|explaining)\b")
"""Salvesen brushed it aside, saying: who the sentence is about speaks."""
_WHO_SAYS = re.compile(
    r", who (?:also |has |had )?(?P<verb>promised|said|says|warned|warns|argued|argues|estimates|estimated|expects|(?:lowered|raised|cut)(?= (?:his|her|its|their) (?:[a-z]+ ){0,2}(?:targets?|forecasts?|estimates?|ratings?)))\b"  # noqa: E501
)
"""said Jane Doe, who promised that: she speaks on."""
_DATA_FROM = re.compile(
    rf"(?i:data|figures|records|documents|statistics|filings|estimates) (?:compiled |released |published )?(?:from|by) "
    rf"(?:the )?{_WHO} (?:show|suggest|indicate)(?:s|ed|n)?\b"
)
_TURN = re.compile(r"; |, (?:but|while|whereas|though|although|and(?= (?:an?|the|its|their|[A-Z]))) ")
_PAPERS = re.compile(
    r"(?:figures|data|documents|records|minutes|results|statistics|estimates|emails?|filings?|checks|interviews)\b"
    r"(?! by| from)"
)
"""Papers that name nobody speak for nobody in particular."""


_PAPER_WORDS = "(?i:data)|Figures|Records|Documents|Filings|figures|records|documents|statistics|filings|estimates?"
_STUDY_WORDS = "report|study|survey|analysis|audit|review|index|poll|census|inquiry|forecasts?|paper"
_SOURCES = (
    (_DATA, "data", _PAPER_WORDS),
    (_DATA_FROM, "data", _PAPER_WORDS),
    (_STUDY, "report", rf"{_PAPER_WORDS}|{_STUDY_WORDS}"),
    (_PUBLISHED_BY, "report", _STUDY_WORDS),
    (_POLL_BY, "report", _STUDY_WORDS),
    (_BY_HIS, "estimate", "[Bb]y|[Uu]nder"),
    (_PAPERS_OF, "figures", rf"{_PAPER_WORDS}|notes?|memo|letter|filing|{_STUDY_WORDS}"),
    (_FOUND, "found", "found|ruled|concluded"),
    (_POSTED, "post", "blog|website|site|page|account|newsroom"),
)
"""Sources that a sentence names, each with the word for it, and with words of which one must stand in the sentence."""
_NEEDED = tuple((pattern, cue, re.compile(rf"\b(?:{needed})\b")) for pattern, cue, needed in _SOURCES)
_HAS_PAPER = re.compile(rf"(?i:\b{_DOCUMENT}\b)")
_HAS_ORDER = re.compile(r"\b(?:ordered|fined|sentenced|awarded) ")
_HAS_FORECAST = re.compile(r"\b(?:forecasts?|estimates?|outlook|guidance|targets?|projections?)\b")
_HAS_VERB = re.compile(
    rf"\b(?:{trie([*speech_words('say', 'en'), *speech_words('report', 'en'), *speech_words('intend', 'en')])}|{_DOING})\b"  # noqa: E501
)
"""What a sentence must hold before the costly patterns with a subject are tried."""


def speeches(sentence: Sentence, names: frozenset[str] = frozenset()) -> list[Speech]:
    """The verbs of saying of a sentence, outside its quotations, in order."""
    found = sorted(_found(sentence), key=lambda speech: speech.at)
    said = [speech for speech in found if speech.role != "intend"]
    # "Saebom plans to build, the union said": the union speaks; alone, Saebom does.
    return list(_apart(sentence.text, said)) or [speech._replace(role="say") for speech in found]


def _apart(text: str, found: list[Speech]) -> Iterator[Speech]:
    """Verbs with subjects of their own: in "A said that …; B denied this, saying …" each speaks for itself."""
    for number, speech in enumerate(found):
        later = next((s for s in found[number + 1 :] if s.subject is not None and s.role in ("say", "report")), None)
        if later is not None and later.subject is not None and speech.role == "say" and speech.end == len(text):
            stop = later.subject.start
            if _TURN.search(text, speech.at, stop) is not None:
                speech = speech._replace(end=stop)
        before = found[number - 1] if number else None
        if speech.subject is None and before is not None and before.subject is not None and before.role == "say":
            if before.end <= before.at < speech.start:  # said Jane Doe, adding that: hers too
                yield speech._replace(subject=before.subject)
            continue  # saying: what the verb before hands on already
        yield speech


def _found(sentence: Sentence) -> Iterator[Speech]:
    text, end = sentence.text, len(sentence.text)
    for match in _ACCORDING.finditer(text):
        at = match.start("who")  # whose paper it is, stands behind it
        named = _PAPERS.match(match["who"]) or _PAPERS_OF.match(text, at) or _POSTED.match(text, at)
        if _outside(sentence, match.start()) and not named:
            apart = text.find("; ", match.end())
            stop = apart if apart > 0 else end
            yield Speech(
                max(text.rfind("; ", 0, match.start()), 0),
                stop,
                match.start(),
                "source",
                "according to",
                _phrase(match),
            )
    for pattern, cue, needed in _NEEDED:
        for match in pattern.finditer(text) if needed.search(text) is not None else ():
            if cue == "post" and _HAS_VERB.search(text) is not None:
                continue  # in a message posted on Halden's account, a hacker said
            if _outside(sentence, match.start("who")):
                yield Speech(0, end, match.start("who"), "source", cue, _phrase(match))
    for match in _PAPER_SAYS.finditer(text) if _HAS_PAPER.search(text) is not None else ():
        if _outside(sentence, match.start("verb")):
            last = match.end() >= len(text.rstrip(' .”"'))  # …, filings in Delaware show.
            start, stop = (0, match.start()) if last and match.start() else (match.end("who"), end)
            yield Speech(start, stop, match.start("verb"), "say", match["verb"], _phrase(match))
    for match in _WHICH.finditer(text) if " put" in text or " estimate" in text else ():
        if _outside(sentence, match.start("verb")):
            yield Speech(match.start(), end, match.start("verb"), "say", match["verb"], _phrase(match))
    for match in _PUTS.finditer(text) if " put" in text else ():
        if _outside(sentence, match.start("verb")):
            name = "paper" if match["paper"] else "who"
            who = Phrase(match.start(name), match.end(name), match[name], "")
            yield Speech(match.end("verb"), end, match.start("verb"), "say", match["verb"], who)
    yield from _acted(sentence)
    for match in _FORESEEN.finditer(text) if " by " in text else ():
        if _outside(sentence, match.start()):
            begin = _figure_before(text, match.start())
            yield Speech(begin, match.start(), match.start(), "expected", "by", _phrase(match))
    if _HAS_VERB.search(text) is not None:
        yield from _said(sentence)
    hearsay = _HEARSAY.search(text)
    if hearsay is not None:
        yield Speech(0, end, hearsay.start(), "hearsay", hearsay.group())


def _acted(sentence: Sentence) -> Iterator[Speech]:
    """Deeds that state a value: who counts, orders or revises one."""
    text, end = sentence.text, len(sentence.text)
    for match in _COUNTS.finditer(text) if " counts " in text or " counted " in text else ():
        if _outside(sentence, match.start("verb")):
            yield Speech(match.end("verb"), end, match.start("verb"), "say", match["verb"], _phrase(match))
    for match in _ORDERS.finditer(text) if _HAS_ORDER.search(text) is not None else ():
        if _outside(sentence, match.start("verb")):
            yield Speech(match.end("verb"), end, match.start("verb"), "say", match["verb"], _phrase(match))
    for match in _REVISES.finditer(text) if _HAS_FORECAST.search(text) is not None else ():
        if _outside(sentence, match.start("verb")):
            yield Speech(match.end(), end, match.start("verb"), "say", match["verb"], _phrase(match))


def _said(sentence: Sentence) -> Iterator[Speech]:
    """Verbs of saying with their subjects."""
    text, end = sentence.text, len(sentence.text)
    for match in _VERB_SUBJECT.finditer(text):
        if _outside(sentence, match.start("verb")):
            yield Speech(0, match.start("verb"), match.start("verb"), "say", match["verb"], _phrase(match))
    for match in _PASSIVE.finditer(text):
        if _outside(sentence, match.start("verb")):
            yield Speech(0, match.start("verb"), match.start("verb"), "say", match["verb"], _phrase(match))
    verbs = {match.start("verb"): match for match in _SUBJECT_VERB.finditer(text)}
    verbs |= {match.start("verb"): match for match in _APPOSED.finditer(text)}
    for match in verbs.values():
        if not _outside(sentence, match.start("verb")):
            continue
        results = _RESULTS.match(text, match.end())
        happened = results is not None and results["its"] is None and _HAPPENED.match(text, results.end()) is not None
        told = match["verb"] in _REPORTS and (results is None or happened)
        crowd = _CROWD.match(match["who"]) is not None and match["verb"] in _FORESEES
        role = "expected" if crowd else "report" if told else "intend" if _intends(match["verb"]) else "say"
        before = _LOWER.sub("", text[: match.start()]).rstrip()
        apart = before.endswith((",", "”", '"'))
        trailing = apart and _AFTER.match(text, match.end()) is not None
        start, stop = (0, match.start()) if trailing else (match.end(), end)
        if role == "expected" and not trailing and _AFTER.match(text, match.end()) is not None:
            start, stop = _figure_before(text, match.start()), match.start()  # the 3.1% economists had expected
        if apart and before.endswith(",") and _GOES_ON.match(text, match.end()) is not None:
            start, stop = 0, end  # Downtown, the chamber estimates, shops are losing money
        yield Speech(start, stop, match.start("verb"), role, match["verb"], _phrase(match))
        if trailing and (later := _AND_AFTER.match(text, match.end())) is not None:
            yield Speech(later.end(), end, match.start("verb"), role, match["verb"], _phrase(match))
    for match in _WHO_SAYS.finditer(text):
        said = [m for m in verbs.values() if m.end() <= match.start()] or list(
            _VERB_SUBJECT.finditer(text, 0, match.start())
        )
        if said and _outside(sentence, match.start("verb")):
            yield Speech(match.end(), end, match.start("verb"), "say", match["verb"], _phrase(said[-1]))
    for match in _GERUND.finditer(text):
        if _outside(sentence, match.start("verb")):
            yield Speech(match.end(), end, match.start("verb"), "say", match["verb"])


def _figure_before(text: str, place: int) -> int:
    """Where the figure begins right before a place, which is what is expected."""
    return max(text.rfind(mark, 0, place) for mark in (", ", " than ", " the ", " against ")) + 1


def _intends(verb: str) -> bool:
    """Whether a verb says what somebody wants: plans, is demanding."""
    return verb in _INTENDS or verb.partition(" ")[0] in ("is", "are", "was", "were")


def _outside(sentence: Sentence, place: int) -> bool:
    return sentence.quote_at(sentence.start + place) is None


def _phrase(match: re.Match[str]) -> Phrase:
    return Phrase(match.start("who"), match.end("who"), match["who"], "")


_LEADING = re.compile(
    r"(?:A (?:day|week|month|year) (?:earlier|later|before|after),? )?"
    r"(?:(?:On|In|At|By|For|Last|This|But|And|Meanwhile,|However,)\b"
    rf"(?:[^,]{{0,40}},| (?:(?:{CALENDAR}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.)(?: [0-9]+)?|[0-9]{{4}}|[a-z]+))? )?"  # noqa: E501
    rf"{_WHO}(?='s |s' |,| )"
)


def topic(sentence: Sentence) -> Phrase | None:
    """Who stands at the head of a sentence."""
    match = _LEADING.match(sentence.text)
    if match is None or not _outside(sentence, match.start("who")):
        return None
    return _phrase(match)
