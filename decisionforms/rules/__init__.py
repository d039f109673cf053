"""What the most careful reader in the office would have caught: rules, family by family.

A rule is a small generator over a paper (`paper`); its docstring is its page in the manual. `table` lists them all.
"""
