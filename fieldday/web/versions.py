"""Which version of a paper or a row a form was made from."""

from collections.abc import Mapping

from fieldday.rules.parsing import as_number


def version_of(post: Mapping[str, str]) -> int:
    """The version that a form says it was made from; 0, which nothing ever has, when it says none."""
    return as_number(post.get("version", ""), 9) or 0
