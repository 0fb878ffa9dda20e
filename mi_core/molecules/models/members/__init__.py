"""What answers for the tasks together: networks of all tasks, and trees and kernels of single ones."""
