from django.db import migrations

from comity.ledger.appendonly import append_only


class Migration(migrations.Migration):

    dependencies = [("docket", "0001_docket"), ("ledger", "0002_append_only")]

    operations = [append_only("docket_act"), append_only("docket_receipt")]
