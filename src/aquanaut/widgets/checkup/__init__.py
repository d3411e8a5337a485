"""The check before and after: one sitting of a form, and what it shows at the end."""
