from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0007_retention")]
    operations = [
        migrations.AddField(model_name="importjob", name="words", field=models.JSONField(default=dict)),
    ]
