"""Learners for few rows, which settle their own penalties by leaving each row out in closed form."""
