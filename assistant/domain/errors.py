"""Errors a person can act on: what is wrong, where, what to do."""


class GuanbiaoError(Exception):
    """A failure with a Chinese message of three parts; ``exit_code`` is what the command line returns."""

    exit_code = 2

    def __init__(self, what: str, where: str = "", fix: str = "") -> None:
        self.what = what
        self.where = where
        self.fix = fix
        super().__init__(self.message)

    @property
    def message(self) -> str:
        """One Chinese line: 何事；位置；怎么办."""
        parts = [self.what]
        if self.where:
            parts.append(f"位置：{self.where}")
        if self.fix:
            parts.append(f"处理办法：{self.fix}")
        return "；".join(parts)


class InputError(GuanbiaoError):
    """The user's input cannot be used (wrong path, broken file, bad option)."""


class LimitError(InputError):
    """A file passes a safety limit (size, pages, expansion, time)."""


class StoreBusyError(GuanbiaoError):
    """Another process holds the writer lock of the data folder."""


class IndexMismatchError(GuanbiaoError):
    """The index was built with another model, tokeniser or chunker; it must be rebuilt."""


class ModelError(GuanbiaoError):
    """A configured model cannot be used (missing files, no connection, bad reply)."""


class CorpusError(GuanbiaoError):
    """Our own data (corpus, prompts, rules) is broken; a defect of ours."""

    exit_code = 1
