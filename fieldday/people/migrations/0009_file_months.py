from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0008_import_words")]
    operations = [
        migrations.AddField(model_name="company", name="file_months", field=models.PositiveIntegerField(default=0)),
    ]
