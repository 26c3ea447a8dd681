"""External access: the resources of the running services, and what their policies grant outside a zone of trust."""
