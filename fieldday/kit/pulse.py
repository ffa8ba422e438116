"""Whether the database answers: what a door asks before it says that it is ready."""

from django.db import Error, connection


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return False
    return True
