"""What is known of molecules, or of a task of one's own, as one HTML file that opens anywhere, offline."""
