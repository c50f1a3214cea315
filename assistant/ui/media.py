"""Pictures and downloads open for whom they were made, not for everybody who has their address."""

from collections import defaultdict
from contextvars import ContextVar

from streamlit.runtime import memory_media_file_storage
from streamlit.runtime.media_file_storage import MediaFileKind
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from .session import signed_in

_ROUTE = "/media/"
_TAKEN_BY: ContextVar[str] = ContextVar("taken_by", default="")


class Owners:
    """Who may open which file of the media storage."""

    def __init__(self) -> None:
        self._names: defaultdict[str, set[str]] = defaultdict(set)

    def opens(self, path: str, name: str) -> bool:
        """Whether this person may have what stands at a path; all that is no media file is not judged here."""
        return not path.startswith(_ROUTE) or name in self._names.get(_file_of(path), ())

    def add(self, file_id: str, name: str) -> None:
        """The file was made for this person, too."""
        self._names[file_id].add(name)

    def drop(self, file_id: str) -> None:
        """The file is gone."""
        self._names.pop(file_id, None)


def taken_by(name: str) -> None:
    """The download being made in this context is this person's."""
    _TAKEN_BY.set(name)


def watch(owners: Owners) -> None:
    """Have the server keep its media files in a storage that tells ``owners``; call before the app is made."""

    class Storage(MemoryMediaFileStorage):
        def load_and_get_id(
            self, path_or_data: str | bytes, mimetype: str, kind: MediaFileKind, filename: str | None = None
        ) -> str:
            file_id = super().load_and_get_id(path_or_data, mimetype, kind, filename)
            if name := _TAKEN_BY.get() or _asking():
                owners.add(file_id, name)
            return file_id

        def delete_file(self, file_id: str) -> None:
            owners.drop(file_id)
            super().delete_file(file_id)

    memory_media_file_storage.MemoryMediaFileStorage = Storage


def _asking() -> str:
    helper = signed_in()
    return helper.user.name if helper else ""


def _file_of(path: str) -> str:
    return path.removeprefix(_ROUTE).split(".")[0]
