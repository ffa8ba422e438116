"""Templates whose fixed parts are drawn once a language: markup, translated words, icons, addresses without arguments.

A page has hundreds of such nodes side by side, and Django draws each anew for every request. Here those that follow one
another become one node when a template is loaded, which keeps what it drew for each language.
"""

from typing import Any

from django.template import Node, NodeList, Template
from django.template.base import FilterExpression, TextNode, Variable
from django.template.defaulttags import CommentNode, IfNode, LoadNode, URLNode
from django.template.library import SimpleNode
from django.template.loaders import base, cached
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.templatetags.static import StaticNode
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from fieldday.web.lookups import quicken

ALWAYS = (TextNode, CommentNode, LoadNode)


class Fixed(Node):
    """Nodes that follow one another and hang on nothing but the language."""

    child_nodelists = ("nodes",)  # the catalogue of texts looks for them here

    def __init__(self, nodes: list[Node]) -> None:
        self.nodes, self.token, self.origin = NodeList(nodes), nodes[0].token, nodes[0].origin
        self.drawn: dict[tuple[str | None, bool], str] = {}

    def render(self, context: Any) -> SafeString:
        key = get_language(), context.autoescape
        drawn = self.drawn.get(key)
        if drawn is None:
            drawn = self.drawn[key] = SafeString("".join(node.render_annotated(context) for node in self.nodes))
        return drawn  # type: ignore[return-value]  # kept as such


class _Folding(base.Loader):
    def get_template(self, template_name: str, skip: Any = None) -> Template:
        template = super().get_template(template_name, skip)
        fold(template.nodelist)
        quicken(template.nodelist)
        return template


class Loader(cached.Loader, _Folding):
    """Django's cached loader, of folded templates."""


def fold(nodes: NodeList) -> None:
    """Put the fixed nodes that follow one another together, within all that these nodes hold too."""
    folded, run = list[Node](), list[Node]()
    for node in nodes:
        if _is_fixed(node):
            run.append(node)
            continue
        folded += _one(run)
        run = []
        for inner in _inside(node):
            fold(inner)
        folded.append(node)
    nodes[:] = [*folded, *_one(run)]


def _one(run: list[Node]) -> list[Node]:
    return run if len(run) < 2 and all(isinstance(node, TextNode) for node in run) else [Fixed(run)]


def _inside(node: Node) -> list[NodeList]:
    if isinstance(node, IfNode):
        return [nodes for _condition, nodes in node.conditions_nodelists]
    return [nodes for name in node.child_nodelists if (nodes := getattr(node, name, None))]


def _is_fixed(node: Any) -> bool:
    if isinstance(node, ALWAYS):
        return True
    if isinstance(node, TranslateNode):
        said = node.filter_expression
        plain = not node.asvar and node.message_context is None and not said.filters
        return plain and isinstance(said.var.literal, str)
    if isinstance(node, BlockTranslateNode):
        holds = (node.asvar, node.message_context, node.extra_context, node.countervar, node.plural)
        return not any(holds) and all(token.token_type.name == "TEXT" for token in node.singular)
    if isinstance(node, URLNode):
        return not node.asvar and not node.args and not node.kwargs and _is_constant(node.view_name)
    if isinstance(node, StaticNode):
        return node.varname is None and _is_constant(node.path)
    if isinstance(node, SimpleNode):
        return node.func.__name__ == "icon" and not node.target_var and all(map(_is_constant, _given(node)))
    return False


def _given(node: SimpleNode) -> list[FilterExpression]:
    return [*node.args, *node.kwargs.values()]


def _is_constant(said: FilterExpression) -> bool:
    """A text or a number that the template itself says."""
    if said.filters:
        return False
    return not isinstance(said.var, Variable) or (said.var.lookups is None and not said.var.translate)
