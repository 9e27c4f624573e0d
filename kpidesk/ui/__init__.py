"""The window: passive views, Qt item models, controllers that call the services, one theme."""
