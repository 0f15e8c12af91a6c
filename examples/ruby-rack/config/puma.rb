# frozen_string_literal: true

threads 1, 5
raise_exception_on_sigterm false # ends with 0, not as one that was killed
