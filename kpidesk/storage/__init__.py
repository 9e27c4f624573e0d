"""The company file: engine, schema, migrations, unit of work, totals, backup."""
