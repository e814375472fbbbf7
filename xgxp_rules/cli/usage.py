"""What is said when a command was typed wrongly, in the words of whoever types.

The command-line library speaks English only; its errors are told apart by their class names.
"""

from __future__ import annotations

import re
from typing import Any

from xgxp_rules.diagnostics import Lang, nearest
from xgxp_rules.spans import visible


def usage_text(error: Any, lang: Lang) -> str:
    """Return what is wrong with the command and where help is found."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "xgxp"
    said = visible(_chinese(error) if lang == "zh" else error.format_message())
    hint = f"用法见 {command} --help" if lang == "zh" else f"See {command} --help"
    return f"{said}\n{hint}"


def _chinese(error: Any) -> str:
    name = _parameter(error)
    match type(error).__name__:
        case "MissingParameter":
            return f"缺少 {name}"
        case "NoSuchOption":
            meant = ", ".join(getattr(error, "possibilities", None) or ())
            return f"没有选项 {error.option_name}" + (f"，是否想写 {meant}？" if meant else "")
        case "BadParameter":
            return _bad_value(name, str(error.message))
        case "BadOptionUsage":
            return f"选项 {error.option_name} 后面缺少值，或不该有值"
        case _:
            return _unknown_verb(error)


def _bad_value(name: str, message: str) -> str:
    typed, *known = re.findall(r"'([^']*)'", message) or [""]
    if "is not one of" in message and known:
        return f"{name} 不能是 {typed}，可用：{'、'.join(known)}"
    return f"{name} 的值不对：{message}"


def _unknown_verb(error: Any) -> str:
    message = str(error.format_message())
    if message.startswith("No such command"):
        typed = message.split("'")[1] if "'" in message else ""
        context = getattr(error, "ctx", None)
        known = list(getattr(getattr(context, "command", None), "commands", ()))
        meant = nearest(typed, known)
        return f"没有命令 {typed}" + (f"，是否想写 {meant}？" if meant else f"，可用：{'、'.join(known)}")
    extra = re.search(r"unexpected extra arguments?(?:\(s\))? \((.*)\)", message)
    return f"多出的内容：{extra[1]}" if extra else f"命令写得不对：{message}"


def _parameter(error: Any) -> str:
    parameter = getattr(error, "param", None)
    if parameter is None:
        return getattr(error, "param_hint", None) or "参数"
    return (
        str(next(iter(parameter.opts), parameter.name))
        if parameter.param_type_name == "option"
        else str(parameter.metavar or parameter.name)
    )
