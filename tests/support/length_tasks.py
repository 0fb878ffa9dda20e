"""Keys of the tasks that tests of affinities make up: a length, twice the length and one, a class, noise."""

LENGTH, SCALED, CLASS, NOISE = "esol_log_s", "lipophilicity_log_d", "bbbp", "melting_point_c"
