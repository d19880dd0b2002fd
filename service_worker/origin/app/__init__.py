"""The app's own service workers on a preview's origin, which run inside ours: registrations, worker, evaluation, store; what
they are given: clients_given, registration_given, given_fetch."""
