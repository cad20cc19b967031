"""What stands around an argument: captions, related articles, disclaimers, buttons, notices."""

import re
from collections.abc import Sequence

from oped.loading.draft import Part, Role

_LONGEST = 90  # words: what is longer is read, whatever it looks like
_BIOGRAPHY_REACH = 3  # parts from the end, besides the first

_AGENCY = r"(?:AP|AFP|Reuters|EPA|TASS|PA|Getty(?: Images)?|Shutterstock|Alamy|iStock|Unsplash|Wikimedia(?: Commons)?)"
# Each describes a whole part; those of the second group mind capitals.
_ASIDES = tuple(
    re.compile(pattern, re.DOTALL | re.IGNORECASE)
    for pattern in (
        # related articles
        r"(?:read (?:more|also|next|this)|see also|also read|more (?:on|from|about)\b.{0,40}|related(?: \w+){0,2}|"
        r"recommended(?: \w+){0,2}|further reading|in case you missed it|don['’]t miss|most read|trending|"
        r"you (?:may|might) also (?:like|be interested in)|up next|watch|listen)\s*(?:[:>»→|–—].*|\Z)",
        # captions and credits
        r"\(?(?:file )?(?:photo(?:graph)?|image|picture|illustration|caption|credit|graphic|video|chart)s?"
        r"(?: (?:credit|by|courtesy(?: of)?))?\s*[:/©|].*",
        r"sources?\s*:\s.{2,150}",
        # disclaimers and notes
        r".*\b(?:views?|opinions?)\b.{0,80}\b(?:expressed|contained|here|in this)\b.{0,200}"
        r"\b(?:not (?:necessarily )?(?:reflect|represent|those)|"
        r"(?:are|is) (?:those of|the author|solely|(?:his|her|their) own)).*",
        r"(?:editor['’]?s['’]? note|correction|clarification|disclaimer|disclosure)s?\s*[:–—-].*",
        r"\(?(?:additional )?(?:reporting|editing|writing) by .*",
        r"do you have an opinion\b.*|.*\bcommitted to publishing\b.*\bletters\b.*",
        r"this (?:article|op-ed|piece|column|essay|commentary) (?:was|is|has been|first|originally)\b.{0,60}"
        r"\b(?:published|updated|amended|corrected|appeared|part of|adapted|translated)\b.*",
        r"(?:©|copyright\b|\(c\)).*|.*\ball rights reserved\b.*",
        # where it was first
        r"(?:original(?:ly)? (?:url|link|address|article|source|published (?:at|in))|permalink|url)\s*(?::.*|\Z)",
        # buttons, prompts and notices
        r"(?:(?:share|tweet|post|facebook|twitter|x|linkedin|whats ?app|telegram|bluesky|threads|reddit|pinterest|"
        r"e-?mail|mail|print|copy|link|save|gift|bookmark|this|article|story|on|via|to|with|\d+|shares?|likes?)"
        r"(?:\W+|\Z)){1,15}",
        r"(?:sign up|subscribe|join|get|register)\b.{0,200}\b(?:newsletters?|inbox|alerts|bulletin)\b.*",
        r"(?:subscribe|sign up|donate|support us|become a member|log in|sign in)\b.{0,60}",
        r"(?:\d+|leave a|view|show|post a)?\s*comments?(?: \(\d+\))?|advertisements?|sponsored(?: content)?|"
        r"skip to .{1,30}|(?:story|article) continues (?:below|after).{0,40}|continue reading|back to top|"
        r"listen to this .{1,30}|\d+[ -]min(?:ute)?s?(?: read)?|follow (?:us|me)\b.{0,80}|"
        r"download (?:the|our) app.{0,40}|menu|search|"
        r"opinion|analysis|comment(?:ary)?|editorial|op-ed|column|guest essay",
        r".*\b(?:we|site|page|partners)\b.{0,60}\buse[sd]? (?:[\w-]+ ){0,2}cookies\b.*|"
        r"(?:accept|reject|manage)\b.{0,40}\bcookies\b.*",
    )
) + tuple(
    re.compile(pattern, re.DOTALL)
    for pattern in (
        # captions and credits that end a part
        r".*(?:\b(?:Photo|Image|Picture|Illustration|Credit)s?(?: credit| by)?\s*[:/©]|©).{1,80}",
        r"(?:Photo(?:graph)?|Image|Picture|Illustration|Graphic)s? (?:by|courtesy of) [^.]{2,60}\.?",
        rf".*[.!?)/][\"”’)]*\s*\(?(?:{_AGENCY}|[\w-]+(?:\.[a-z]{{2,8}}){{1,2}})(?:\s*/\s*[\w .]{{2,40}})?\)?",
    )
)
_BIOGRAPHY = r"(?:{}|(?:Mr|Ms|Mrs|Dr|Prof)\.? {})(?:,| (?:is|was|has been|teaches|writes|serves|works|lives)\b)"
_DISCLAIMED = re.compile(r"\b(?:position|policy|views?|opinions?) of ((?:[Tt]he )?[A-Z]\w+(?: [A-Z]\w+){0,4})")
_HOST = re.compile(r"https?://(?:www\.)?([\w.-]+)")


def set_apart(parts: Sequence[Part], author: str) -> tuple[list[Part], list[str]]:
    """Tell the argument from what stands around it: the parts to read, and the lines to set apart, both in order."""
    texts = [at for at, part in enumerate(parts) if part.role is Role.TEXT]
    outer = {*texts[:1], *texts[-_BIOGRAPHY_REACH:]}
    read, apart = [], []
    for at, part in enumerate(parts):
        if part.role in (Role.ASIDE, Role.LINK) or _is_aside(part.text, author if at in outer else ""):
            apart.append(part.text)
        else:
            read.append(part)
    return read, apart


def outlet_in(lines: Sequence[str]) -> str:
    """The outlet that a disclaimer names, else the host of the first address among lines that were set apart.

    Example:
        >>> outlet_in(["The views expressed here are not the position of The Harbour Post."])
        'The Harbour Post'
    """
    for pattern in (_DISCLAIMED, _HOST):
        for line in lines:
            found = pattern.search(line)
            if found:
                return found[1]
    return ""


def _is_aside(text: str, author: str) -> bool:
    if len(text.split()) > _LONGEST:
        return False
    if author and re.match(_BIOGRAPHY.format(re.escape(author), re.escape(author.split()[-1])), text, re.DOTALL):
        return True
    return any(pattern.fullmatch(text) for pattern in _ASIDES)
