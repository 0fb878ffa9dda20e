"""What is around every page: frame, address, login, workspace, warm-up."""
