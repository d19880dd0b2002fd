"""What is run next, and what is prepared for it. kernel/predictor.py hears and acts.

commands, observer     a command in its normal form, from its beginning to its end
markov, affinity, groups, starts, model, model_text     what is learned, and its file
project_types, prior   what is expected before anything is learned
planner, typed_packages     what to prepare
guesses, budget, withdrawal, optimiser     what guesses cost, and whether they pay
report                 `resources predict`"""
