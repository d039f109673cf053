"""The public record: what may go out, the site made of it, and putting that in the place of the last one."""
