"""Seals hold salted digests of payloads from now on; those that stand are made anew, if they verified."""

import hashlib
import json
import secrets

from django.db import migrations, models

AT_ONCE = 500


def _json(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def _moment(at):
    import datetime

    if at is None:
        return None
    return at.astimezone(datetime.UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def _leaf(event, payload):
    return [
        event.seal_no,
        _moment(event.at),
        _moment(event.claimed_at),
        event.by_id,
        event.on_behalf_of_id,
        event.verb,
        event.noun,
        event.noun_id,
        str(event.account_id) if event.account_id else None,
        event.day.isoformat() if event.day else None,
        payload,
    ]


def _chain(previous, leaves):
    return hashlib.sha256(previous.encode("ascii") + b"\n" + _json(leaves)).hexdigest()


def reseal(apps, schema_editor):
    event_model, seal_model = apps.get_model("trail", "Event"), apps.get_model("trail", "Seal")
    before = after = ""
    for seal in seal_model.objects.order_by("no").iterator():
        events = list(event_model.objects.filter(seal_no__range=(seal.first, seal.last)).order_by("seal_no"))
        whole = seal.previous == before and seal.digest == _chain(before, [_leaf(e, e.changes) for e in events])
        for event in events:
            event.salt = secrets.token_hex(16)
            event.digest = hashlib.sha256(_json([event.salt, event.changes])).hexdigest()
        event_model.objects.bulk_update(events, ["salt", "digest"], batch_size=AT_ONCE)
        before = seal.digest
        seal.previous = after
        if whole:  # one that was broken stays broken
            seal.digest = _chain(after, [_leaf(e, e.digest) for e in events])
        after = seal.digest
        seal.save(update_fields=["previous", "digest"])


class Migration(migrations.Migration):
    dependencies = [("trail", "0002_cursor")]

    operations = [
        migrations.AddField("event", "salt", models.CharField(blank=True, default="", max_length=32)),
        migrations.AddField("event", "digest", models.CharField(blank=True, default="", max_length=64)),
        migrations.AddField("event", "erased", models.BooleanField(default=False)),
        migrations.RunPython(reseal, migrations.RunPython.noop),
    ]
