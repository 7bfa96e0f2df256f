from django.db import migrations

from comity.ledger.appendonly import append_only


class Migration(migrations.Migration):

    dependencies = [("ledger", "0001_ledger")]

    operations = [append_only("ledger_entry"), append_only("ledger_checkpoint")]
