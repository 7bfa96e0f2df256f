from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("treaty", "0001_register")]

    operations = [
        migrations.CreateModel(
            name="InterestNotice",
            fields=[
                ("id", models.CharField(max_length=26, primary_key=True, serialize=False)),
                ("at", models.DateTimeField(db_index=True)),
                ("sealed", models.BinaryField()),
            ],
            options={"ordering": ["at", "id"]},
        ),
    ]
