"""What a sentence states or gives away: sums, people, markings."""
