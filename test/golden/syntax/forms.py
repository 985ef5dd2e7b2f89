#!/usr/bin/env python3
"""Module doc."""

from __future__ import annotations

import os, sys
import a.b.c as abc
from . import sibling
from ..up import one, two as deux
from .star import *
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .types import Only

try:
    import ujson as json
except ImportError:
    import json

CONSTANT: int = 1
_private = 2
type Alias[T] = list[T]


@decorator(arg=1)
@other
class Thing(Base, metaclass=Meta):
    """Doc of the class,

    over several lines.
    """

    field: int = 0
    plain = []

    def __init__(self, a, *args, **kwargs) -> None:
        """One line."""
        super().__init__()
        self.a = a

    @property
    def value(self) -> int:
        return self.a

    @staticmethod
    async def fetch(
        url: str,
        timeout: float = 1.0,
    ):
        async with client() as session:
            async for chunk in session:
                if chunk and not chunk.empty:
                    yield chunk

    class Nested:
        def deep(self):
            def deeper():
                return lambda: 1

            return deeper()


def one_line(): return 1


# About the next one.
def documented(a, b=None):
    """Doc."""
    match a:
        case 1:
            return [x for x in b if x]
        case _:
            pass
    return importlib.import_module("plugins.extra")


def _hidden():
    from .late import thing
    return thing


if __name__ == "__main__":
    documented(1)
