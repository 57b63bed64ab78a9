"""Telegram: how it hears (`hear`, `receive`, by `poll` or `webhook`) and how it says (`voice`, at the `pace` that it allows)."""
