"""AutoFix's own plugins; they use the same hooks as anyone's."""
