"""People on a database in a temporary folder, with a clock the test holds."""

from datetime import UTC, datetime, timedelta

from assistant.adapters.account_store import AccountStore
from assistant.adapters.audit_log import AuditLog
from assistant.adapters.passwords import fits, password_hash
from assistant.adapters.session_store import SessionStore
from assistant.adapters.sqlite_database import Database
from assistant.workflows.accounts import People

GOOD = "battery kite lamp"
BETTER = "violet stone river"


class HeldClock:
    def __init__(self):
        self.at = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

    def now(self):
        return self.at

    def pass_by(self, **time):
        self.at += timedelta(**time)


def people_on(path, clock):
    database = Database(path)
    sessions = SessionStore(database, timedelta(minutes=60), timedelta(hours=12))
    audit = AuditLog(database, clock)
    return People(AccountStore(database), sessions, audit, clock, fits, password_hash("no such account"))
