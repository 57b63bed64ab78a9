"""Who wants news: asked once, after something helped, and told how to stop; leaving works at once, anywhere.

Pupils are never asked and get none. Nobody is asked in the middle of a scan, but at its end.
"""

from __future__ import annotations

from dialogs.announcing import Inviting
from dialogs.broadcast import PUPIL, Subscribe
from dialogs.broadcasts.words import news
from dialogs.here import Here, Turn, keyboard, menu_button, turn, who_buttons
from dialogs.language import Button, Effect, Finish, Rate, Say
from dialogs.memory import Home, Scanning, Topic
from dialogs.ticket import Help

READERS = ("school", "ouder")


def view(here: Here) -> Say:
    """Whether they get news, and the way to more or less of it."""
    says, words = news(here), here.phrases.words
    if here.facts.audience == PUPIL:
        return Say(says.not_for_pupils(), ((menu_button(here),),))
    if here.facts.audience is None:
        return Say(says.who(), keyboard(*who_buttons(here)))
    if here.facts.news == "yes":
        return Say(says.you_get_it(), ((Button(says.button_leave(), "nieuws:nee"),), (menu_button(here),)))
    yes = Button(says.button_yes(), "nieuws:ja", words.yes)
    return Say(says.invitation(), ((yes, Button(says.button_no(), "nieuws:nee", words.no)), (menu_button(here),)))


def shown(here: Here) -> Turn:
    """Asked for, so that nobody needs to ask it of them any more."""
    return turn(Inviting(), *_asked(here), view(here))


def _asked(here: Here) -> tuple[Effect, ...]:
    return (Subscribe("asked"),) if here.facts.news == "" and here.facts.audience in READERS else ()


def answered(topic: Topic, here: Here, *, wants: bool) -> Turn:
    """A yes or a no; a yes only of who may get news. Who was asked after a scan sees its result again."""
    back = Scanning(topic.run) if isinstance(topic, Inviting) and topic.run else Home()
    if not wants:
        return turn(back, Subscribe("no"), Say(_farewell(here)))
    if here.facts.audience not in READERS:
        return turn(Inviting(), view(here))
    return turn(back, Subscribe("yes"), Say(news(here).welcome()))


def _farewell(here: Here) -> str:
    return news(here).left() if here.facts.news == "yes" else news(here).no_news()


def left(topic: Topic, here: Here, *, sample: bool = False) -> Turn:
    """At once, wherever they are; who looks at a sample of their own stays."""
    if sample:
        return turn(topic, Say(news(here).sample()))
    return turn(topic, Subscribe("no"), Say(_farewell(here)))


def invited(before: Topic, after: Turn | None, here: Here) -> Turn | None:
    """Once, of who just said that something helped; not of who is in a scan."""
    effects = after.effects if after else ()
    helped = any((isinstance(effect, Rate) and effect.helpful) or isinstance(effect, Help) for effect in effects)
    if not after or not helped or isinstance(before, Scanning) or not _asked(here):
        return after
    return turn(Inviting(), *_plain(after.effects), *_asked(here), view(here))


def invited_after_scan(after: Turn, here: Here) -> Turn:
    """Once, under the result of a scan that was answered whole just now."""
    run = next((effect.run for effect in after.effects if isinstance(effect, Finish)), "")
    return turn(Inviting(run), *after.effects, *_asked(here), view(here)) if run and _asked(here) else after


def _plain(effects: tuple[Effect, ...]) -> tuple[Effect, ...]:
    """Without the buttons of what was said before: the last ones that were shown are those that a number means."""
    return tuple(Say(effect.text) if isinstance(effect, Say) else effect for effect in effects)
